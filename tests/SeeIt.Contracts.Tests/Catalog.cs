using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

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

    public static IReadOnlyList<Entry> All { get; } = [.. Of(HubJson.Default), .. Of(PlayerJson.Default)];

    /// <summary>The types that stand for each subtype's declared type: itself, or its subtypes when it is abstract.</summary>
    public static IEnumerable<JsonDerivedTypeAttribute> Subtypes(Type type) =>
        type.GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>();

    public static bool IsOurs(Type type) => type.Assembly == typeof(Post).Assembly;

    private static IEnumerable<Entry> Of(JsonSerializerContext context)
    {
        var roots = context.GetType().GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => (Type)attribute.ConstructorArguments[0].Value!);
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
        type.GetProperties()
            .Select(property => property.PropertyType)
            .SelectMany(member => member.IsGenericType ? [member, .. member.GetGenericArguments()] : new[] { member })
            .Where(IsOurs);
}
