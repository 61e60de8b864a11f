using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SeeIt.Contracts.Tests;

/// <summary>Every type that crosses a process boundary: what the JSON contexts name, and all that is reachable from it.</summary>
internal static class Catalog
{
    /// <param name="Context">Whose metadata serialise it.</param>
    /// <param name="Declared">What the code that reads it asks for.</param>
    /// <param name="Actual">The declared type, or one of its subtypes.</param>
    public sealed record Entry(JsonSerializerContext Context, Type Declared, Type Actual)
    {
        public JsonTypeInfo Info =>
            Context.GetTypeInfo(Declared) ?? throw new InvalidOperationException($"{Context.GetType().Name} does not know {Declared}.");

        public override string ToString() => $"{Context.GetType().Name}: {Actual.Name} as {Declared.Name}";
    }

    public static IReadOnlyList<Entry> All { get; } =
        [.. typeof(Post).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)))
            .SelectMany(type => Of((JsonSerializerContext)type.GetProperty("Default")!.GetValue(null)!))];

    /// <summary>The types that stand for each subtype's declared type: itself, or its subtypes when it is abstract.</summary>
    public static IEnumerable<JsonDerivedTypeAttribute> Subtypes(Type type) =>
        type.GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>();

    public static bool IsOurs(Type type) => type.Assembly == typeof(Post).Assembly;

    private static IEnumerable<Entry> Of(JsonSerializerContext context)
    {
        var roots = context.GetType().GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .SelectMany(attribute => Named((Type)attribute.ConstructorArguments[0].Value!));
        var open = new Queue<Type>(roots);
        var seen = new HashSet<Type>();
        while (open.TryDequeue(out var type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            if (type is { IsAbstract: false, IsEnum: false })
            {
                yield return new Entry(context, type, type);
            }

            foreach (var subtype in Subtypes(type))
            {
                yield return new Entry(context, type, subtype.DerivedType);
                open.Enqueue(subtype.DerivedType);
            }

            foreach (var member in Members(type))
            {
                open.Enqueue(member);
            }
        }
    }

    private static IEnumerable<Type> Members(Type type) =>
        type.GetProperties().SelectMany(property => Named(property.PropertyType));

    /// <summary>Those of ours that a type names: itself, or what it is a list or a nullable of.</summary>
    private static IEnumerable<Type> Named(Type type) => type.GetGenericArguments().Append(type).Where(IsOurs);
}
