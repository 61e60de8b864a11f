using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SeeIt.EndToEnd.Tests.Pages;

/// <summary>
/// A phone's browser: Debian's Chromium without a window, in a phone's size, on the hub's pages. It keeps what the pages
/// complained of, and each word that a remote page's progress line showed.
/// </summary>
public sealed class PhoneBrowser : IAsyncDisposable
{
    /// <summary>Generous, as <see cref="Eventually.DefaultTimeout"/>; in milliseconds.</summary>
    private const float Timeout = 60_000;

    private static readonly string[] _arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly ConcurrentQueue<string> _complaints = new();

    private PhoneBrowser(IPlaywright playwright, IBrowser browser, IBrowserContext context, IPage page)
    {
        (_playwright, _browser, Context, Page) = (playwright, browser, context, page);
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"{message.Page?.Url}: {message.Text}");
            }
        };
        context.WebError += (_, error) => _complaints.Enqueue($"{error.Page?.Url}: {error.Error}");
    }

    public IBrowserContext Context { get; }

    /// <summary>The first tab.</summary>
    public IPage Page { get; }

    /// <summary>Console errors and warnings, uncaught exceptions and breaches of the content security policy, on any page.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<PhoneBrowser> StartAsync(Uri hub)
    {
        ArgumentNullException.ThrowIfNull(hub);
        SetDefaultExpectTimeout(Timeout);
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = _arguments, Timeout = Timeout });
            var context = await browser.NewContextAsync(new()
            {
                BaseURL = hub.AbsoluteUri,
                ViewportSize = new() { Width = 390, Height = 844 },
                DeviceScaleFactor = 2,
                HasTouch = true,
                Locale = "en-GB",
                TimezoneId = "Europe/London",
            });
            context.SetDefaultTimeout(Timeout);
            await context.AddInitScriptAsync(RecordProgress);
            return new PhoneBrowser(playwright, browser, context, await context.NewPageAsync());
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>Signs in as <see cref="Phone"/>'s person does, and ends on the page that was asked for.</summary>
    public async Task SignInAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.GetByLabel("E-mail address").FillAsync(Phone.Email);
        await Page.GetByLabel("Password").FillAsync(Phone.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>What the progress line of a remote page has shown since the page was opened, in order.</summary>
    public static Task<string[]> ProgressShownAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.EvaluateAsync<string[]>("progressShown");
    }

    /// <summary>A page that a thumb and a screen reader can use: names on everything, targets of 40 px, nothing beside the screen.</summary>
    public static async Task AssertUsableAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        Assert.Empty(await page.EvaluateAsync<string[]>(FindFaults));
    }

    /// <summary>A picture of the page, for people to look at, in artifacts/screenshots.</summary>
    public static Task PhotographAsync(IPage page, string name)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.ScreenshotAsync(new() { Path = Repository.Path("artifacts", "screenshots", name), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }

    private const string RecordProgress = """
        addEventListener("DOMContentLoaded", () => {
          window.progressShown = [];
          const line = document.querySelector("[data-testid=progress]");
          if (line) {
            new MutationObserver(() => progressShown.at(-1) === line.textContent || progressShown.push(line.textContent))
              .observe(line, { childList: true });
          }
        });
        """;

    private const string FindFaults = """
        () => {
          const faults = [];
          const shown = selector => [...document.querySelectorAll(selector)].filter(element => element.checkVisibility());
          const describe = element => element.outerHTML.slice(0, 120);
          for (const field of shown("input:not([type=hidden]), textarea, select")) {
            if (![...field.labels].some(label => label.innerText.trim())) faults.push(`no label: ${describe(field)}`);
          }
          for (const control of shown("button, a")) {
            if (!(control.ariaLabel || control.innerText).trim()) faults.push(`no name: ${describe(control)}`);
          }
          for (const target of shown("button, summary, input[type=range], nav a")) {
            if (target.getBoundingClientRect().height < 40) faults.push(`too small: ${describe(target)}`);
          }
          if (shown("h1").length !== 1) faults.push("not one h1");
          if (!document.title || !document.documentElement.lang) faults.push("no title or language");
          if (document.documentElement.scrollWidth > innerWidth) faults.push(`wider than the screen: ${document.documentElement.scrollWidth}`);
          return faults;
        }
        """;
}
