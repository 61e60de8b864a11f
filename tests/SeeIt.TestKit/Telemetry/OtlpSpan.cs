namespace SeeIt.TestKit.Telemetry;

/// <summary>A span as it was received.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Scope">The source's name.</param>
/// <param name="Name">Of the span.</param>
/// <param name="TraceId">In hexadecimal.</param>
/// <param name="SpanId">In hexadecimal.</param>
/// <param name="ParentId">In hexadecimal; empty of a root.</param>
/// <param name="Kind">1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
/// <param name="StartNs">Unix nanoseconds.</param>
/// <param name="EndNs">Unix nanoseconds.</param>
/// <param name="IsError">Its status.</param>
/// <param name="Tags">Those that are text.</param>
public sealed record OtlpSpan(
    string Service, string Scope, string Name, string TraceId, string SpanId, string ParentId, int Kind, ulong StartNs, ulong EndNs, bool IsError,
    IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>All spans of an ExportTraceServiceRequest (opentelemetry-proto 1.x).</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    internal static IReadOnlyList<OtlpSpan> ReadAll(ReadOnlySpan<byte> request)
    {
        List<OtlpSpan> spans = [];
        var resources = new ProtobufReader(request);
        while (resources.Read())
        {
            if (resources.Field == 1)
            {
                ReadResource(resources.Bytes, spans);
            }
        }

        return spans;
    }

    private static void ReadResource(ReadOnlySpan<byte> message, List<OtlpSpan> spans)
    {
        var service = "";
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Field == 1)
            {
                service = Attributes(fields.Bytes, field: 1).GetValueOrDefault("service.name", "");
            }
        }

        fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Field == 2)
            {
                ReadScope(fields.Bytes, service, spans);
            }
        }
    }

    private static void ReadScope(ReadOnlySpan<byte> message, string service, List<OtlpSpan> spans)
    {
        var scope = "";
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Field == 1)
            {
                var named = new ProtobufReader(fields.Bytes);
                while (named.Read())
                {
                    scope = named.Field == 1 ? named.Text : scope;
                }
            }
            else if (fields.Field == 2)
            {
                spans.Add(ReadSpan(fields.Bytes, service, scope));
            }
        }
    }

    private static OtlpSpan ReadSpan(ReadOnlySpan<byte> message, string service, string scope)
    {
        var span = new OtlpSpan(service, scope, "", "", "", "", 0, 0, 0, false, Attributes(message, field: 9));
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            span = fields.Field switch
            {
                1 => span with { TraceId = Convert.ToHexStringLower(fields.Bytes) },
                2 => span with { SpanId = Convert.ToHexStringLower(fields.Bytes) },
                4 => span with { ParentId = Convert.ToHexStringLower(fields.Bytes) },
                5 => span with { Name = fields.Text },
                6 => span with { Kind = (int)fields.Number },
                7 => span with { StartNs = fields.Number },
                8 => span with { EndNs = fields.Number },
                15 => span with { IsError = IsErrorStatus(fields.Bytes) },
                _ => span,
            };
        }

        return span;
    }

    private static bool IsErrorStatus(ReadOnlySpan<byte> message)
    {
        var status = new ProtobufReader(message);
        while (status.Read())
        {
            if (status.Field == 3)
            {
                return status.Number == 2;
            }
        }

        return false;
    }

    /// <summary>The KeyValues of one field whose AnyValue is text.</summary>
    private static Dictionary<string, string> Attributes(ReadOnlySpan<byte> message, int field)
    {
        Dictionary<string, string> attributes = [];
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Field != field)
            {
                continue;
            }

            var (key, value) = ("", (string?)null);
            var pair = new ProtobufReader(fields.Bytes);
            while (pair.Read())
            {
                if (pair.Field == 1)
                {
                    key = pair.Text;
                }
                else if (pair.Field == 2)
                {
                    var any = new ProtobufReader(pair.Bytes);
                    value = any.Read() && any.Field == 1 ? any.Text : null;
                }
            }

            if (value is not null)
            {
                attributes[key] = value;
            }
        }

        return attributes;
    }
}
