using System.Net;
using System.Text.RegularExpressions;

namespace SeeIt.Hub.Tests.Support;

/// <param name="Page">Its path, with the query.</param>
/// <param name="Fields">Those that the person does not see.</param>
internal sealed record WebForm(string Page, Dictionary<string, string> Fields);

/// <summary>A browser without scripts: keeps cookies, follows nothing, and sends a page's form as it was rendered.</summary>
internal sealed partial class WebVisitor : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

    public WebVisitor(RunningHub hub) : this(hub.Address)
    {
    }

    public WebVisitor(Uri hub)
    {
        _handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        Http = new HttpClient(_handler) { BaseAddress = hub };
    }

    public HttpClient Http { get; }

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(Http.BaseAddress!);

    /// <summary>Takes over another browser's cookie.</summary>
    public void Keep(Cookie cookie) => _handler.CookieContainer.Add(Http.BaseAddress!, new Cookie(cookie.Name, cookie.Value));

    /// <summary>Signs in as a phone's person does.</summary>
    public async Task SignInAsync(string email)
    {
        var answer = await SubmitAsync("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", RunningHub.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<string> ReadAsync(string path) => Http.GetStringAsync(path, TestContext.Current.CancellationToken);

    /// <summary>Sends one form of a page.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string form, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(await FormAsync(page, form, fields));
        return await Http.PostAsync(page, content, TestContext.Current.CancellationToken);
    }

    /// <summary>The fields of a form, its token among them.</summary>
    /// <param name="page">Its path.</param>
    /// <param name="form">Its name, or the beginning of it.</param>
    /// <param name="fields">What the person fills in.</param>
    public async Task<Dictionary<string, string>> FormAsync(string page, string form, params (string Name, string Value)[] fields)
    {
        var forms = await FormsAsync(page);
        var found = forms.FirstOrDefault(one => one.Fields["_handler"].StartsWith(form, StringComparison.Ordinal));
        Assert.True(found is not null, $"{page} has no form {form} but {string.Join(' ', forms.Select(one => one.Fields["_handler"]))}");
        var sent = found.Fields;
        foreach (var (name, value) in fields)
        {
            sent[name] = value;
        }

        return sent;
    }

    /// <summary>Every form of a page that is posted to the page itself.</summary>
    public async Task<IReadOnlyList<WebForm>> FormsAsync(string page)
    {
        var html = await (await GetAsync(page)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return
        [
            .. Forms().Matches(html)
                .Select(form => new WebForm(page, Hidden().Matches(form.Value).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value))))
                .Where(form => form.Fields.ContainsKey("_handler")),
        ];
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)"\s*/?>""")]
    private static partial Regex Hidden();
}
