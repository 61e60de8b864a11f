using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Diagnosis;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(IReadOnlyList<SettingInForce>))]
internal sealed partial class DiagnosisJson : JsonSerializerContext
{
    /// <summary>Names are printed as they are.</summary>
    public static DiagnosisJson Plain => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
