using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;

namespace SeeIt.Contracts.Tests;

/// <summary>Makes messages with every property set, and compares them property by property.</summary>
internal static class Specimen
{
    /// <summary>A value of the type in which nothing is null, empty or a default. Equal seeds give equal values.</summary>
    public static object Make(Type type, Random random)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return $"\"text\" {random.Next()} ü\u2028\n\\";
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type == typeof(int))
        {
            return random.Next(1, int.MaxValue);
        }

        if (type == typeof(long))
        {
            return random.NextInt64(1, long.MaxValue);
        }

        if (type == typeof(double))
        {
            return random.NextDouble();
        }

        if (type == typeof(Guid))
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        }

        if (type == typeof(Uri))
        {
            return new Uri($"https://hub.example:{random.Next(1, 65_536)}/path?query={random.Next()}");
        }

        if (type == typeof(DateTimeOffset))
        {
            return DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 20_000));
        }

        if (type == typeof(byte[]))
        {
            var bytes = new byte[random.Next(1, 100)];
            random.NextBytes(bytes);
            return bytes;
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(random.Next(1, values.Length))!;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var element = type.GetGenericArguments()[0];
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
            for (var i = 0; i < 3; i++)
            {
                list.Add(Make(element, random));
            }

            return list;
        }

        if (type.IsAbstract)
        {
            var subtypes = Catalog.Subtypes(type).ToList();
            return Make(subtypes[random.Next(subtypes.Count)].DerivedType, random);
        }

        if (!Catalog.IsOurs(type))
        {
            throw new NotSupportedException($"No specimen of {type}: teach this class to make one.");
        }

        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, random))]);
    }

    /// <summary>Asserts that two values are of the same type and equal in all that is sent.</summary>
    public static void AssertSame(object? expected, object? actual, string path)
    {
        if (expected is null || actual is null)
        {
            Assert.True(expected is null && actual is null, $"{path} was {expected ?? "null"} and became {actual ?? "null"}.");
        }
        else if (expected is IEnumerable and not string)
        {
            var (before, after) = (((IEnumerable)expected).Cast<object?>().ToList(), ((IEnumerable)actual).Cast<object?>().ToList());
            Assert.True(before.Count == after.Count, $"{path} had {before.Count} elements and has {after.Count}.");
            for (var i = 0; i < before.Count; i++)
            {
                AssertSame(before[i], after[i], $"{path}[{i}]");
            }
        }
        else if (Catalog.IsOurs(expected.GetType()) && !expected.GetType().IsEnum)
        {
            Assert.True(expected.GetType() == actual.GetType(), $"{path} was a {expected.GetType().Name} and became a {actual.GetType().Name}.");
            foreach (var property in Sent(expected.GetType()))
            {
                AssertSame(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
            }
        }
        else
        {
            Assert.True(expected.Equals(actual), $"{path} was {expected} and became {actual}.");
        }
    }

    private static IEnumerable<PropertyInfo> Sent(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null);
}
