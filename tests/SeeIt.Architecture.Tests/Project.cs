using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using SeeIt.TestKit;

namespace SeeIt.Architecture.Tests;

/// <summary>A project under src, as its files and its build say.</summary>
internal sealed class Project(string folder)
{
    public static IReadOnlyList<Project> All { get; } =
        [.. Directory.GetDirectories(Repository.Path("src")).Order(StringComparer.Ordinal).Select(folder => new Project(folder))];

    public string Name => Path.GetFileName(folder);

    public string Folder => folder;

    private XElement Definition => XDocument.Load(Path.Combine(folder, Name + ".csproj")).Root!;

    public string AssemblyName => Definition.Descendants("AssemblyName").SingleOrDefault()?.Value ?? Name;

    /// <summary>Where the build of the running configuration puts the assembly.</summary>
    public string AssemblyPath => Path.Combine(folder, "bin", Repository.Configuration, "net10.0", AssemblyName + ".dll");

    /// <summary>The names of the projects it references.</summary>
    public IReadOnlyList<string> References =>
        [.. Definition.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .Order(StringComparer.Ordinal)];

    /// <summary>Its sources, without what the build generates.</summary>
    public IEnumerable<string> Files(params string[] extensions) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Where(file => !Path.GetRelativePath(folder, file).Split('/').Any(part => part is "obj" or "bin"));

    /// <summary>The simple names of the assemblies that the built one names.</summary>
    public IReadOnlyList<string> AssemblyReferences()
    {
        using var file = new PEReader(File.OpenRead(AssemblyPath));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>The public methods, accessors among them, that types of the built assembly declare.</summary>
    public IReadOnlyList<(string Name, MethodAttributes Attributes)> PublicMethods(params string[] types)
    {
        using var file = new PEReader(File.OpenRead(AssemblyPath));
        var metadata = file.GetMetadataReader();
        return
        [
            .. from type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
               where types.Contains(metadata.GetString(type.Name))
               from method in type.GetMethods().Select(metadata.GetMethodDefinition)
               where (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public
               select (metadata.GetString(method.Name), method.Attributes),
        ];
    }
}
