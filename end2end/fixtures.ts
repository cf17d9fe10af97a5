// What every story has: a lab of its own, a browser that is signed in to it, and eyes that miss no error.
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, expect, type Page, test as base } from "@playwright/test";
import { Lab } from "./lab.ts";
import { noteWhenRun, Visitor } from "./pages/visitor.ts";

export { expect };

type Fixtures = {
  /** The language this browser remembers. */
  language: "en" | "de";
  theme: "light" | "dark" | "darkroom";
  /** Whether the lab is set up and the browser signed in before the story begins. */
  founded: boolean;
  /** Whether the lab is the example, with months of work in it, instead of an empty one. */
  example: boolean;
  lab: Lab;
  watch: Watch;
  visitor: Visitor;
  /** Opens another browser in the same lab, signed in as the same person or as somebody else. */
  another: (who?: { javaScript?: boolean; name?: string }) => Promise<Visitor>;
  accessible: (what: string) => Promise<void>;
};

/** Everything a browser complains of. */
export class Watch {
  readonly complaints: string[] = [];
  private readonly pending: Promise<void>[] = [];
  private expected: RegExp[] = [];

  /** This complaint belongs to the story. */
  expecting(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  follow(context: BrowserContext, javaScript = true): void {
    const note = (complaint: string) => this.complaints.push(complaint);
    context.on("weberror", (error) => note(`error on the page: ${error.error().message}`));
    context.on("console", (message) => {
      // Answers that failed to load are judged by what they say, below.
      const loading = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !loading) note(`console: ${message.text()}`);
    });
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // A page that is left gives up what it still asked for.
      // Without scripts the browser itself turns them away.
      const givenUp = reason === "net::ERR_ABORTED" || (!javaScript && reason === "csp");
      if (!givenUp) note(`${request.method()} ${request.url()}: ${reason}`);
    });
    context.on("response", (response) => {
      if (response.status() < 400) return;
      const said = async () => {
        const text = await Promise.race([response.text().catch(() => ""), nothingMore()]);
        // A rule of the lab that says no is an answer, not an error.
        if (!/^\{"error":"(refused|signed_out|not_found)"/.test(text)) {
          note(`${response.request().method()} ${response.url()}: ${response.status()} ${text.slice(0, 300)}`);
        }
      };
      this.pending.push(said());
    });
  }

  async unexpected(): Promise<string[]> {
    await Promise.all(this.pending);
    return this.complaints.filter((complaint) => !this.expected.some((pattern) => pattern.test(complaint)));
  }
}

/** The text of a stream, or of an answer to a page that was left, never comes. */
const nothingMore = () => new Promise<string>((resolve) => setTimeout(resolve, 2_000, ""));

/** Makes a fresh browser ready: what it remembers, and how its pages are found to be alive. */
async function prepare(context: BrowserContext, lab: Lab, language: string, theme: string): Promise<void> {
  await context.addInitScript(noteWhenRun);
  const cookie = (name: string, value: string) => ({ name, value, url: lab.url });
  await context.addCookies([cookie("rollcall-language", language), cookie("rollcall-theme", theme)]);
}

export const test = base.extend<Fixtures>({
  language: ["en", { option: true }],
  theme: ["light", { option: true }],
  founded: [true, { option: true }],
  example: [false, { option: true }],

  lab: async ({ example }, use, info) => {
    const lab = await Lab.open({ demo: example });
    await use(lab);
    if (info.status !== info.expectedStatus) {
      await info.attach("console of the server", { body: lab.printed, contentType: "text/plain" });
    }
    await lab.close();
  },

  baseURL: async ({ lab }, use) => use(lab.url),

  watch: async ({}, use) => {
    const watch = new Watch();
    await use(watch);
    expect(await watch.unexpected(), "complaints of the browser").toEqual([]);
  },

  context: async ({ context, javaScriptEnabled, lab, watch, language, theme, founded, example }, use) => {
    watch.follow(context, javaScriptEnabled);
    await prepare(context, lab, language, theme);
    if (example) await lab.signIn(context, "demo");
    else if (founded) await lab.found(context);
    await use(context);
  },

  visitor: async ({ page, javaScriptEnabled }, use) => use(new Visitor(page, javaScriptEnabled)),

  another: async ({ browser, lab, watch, language, theme, context: _ }, use) => {
    const opened: BrowserContext[] = [];
    await use(async ({ javaScript: javaScriptEnabled = true, name } = {}) => {
      const context = await browser.newContext({ baseURL: lab.url, javaScriptEnabled });
      opened.push(context);
      watch.follow(context, javaScriptEnabled);
      await prepare(context, lab, language, theme);
      await lab.signIn(context, name);
      return new Visitor(await context.newPage(), javaScriptEnabled);
    });
    await Promise.all(opened.map((context) => context.close()));
  },

  accessible: async ({ page }, use) => use((what) => isAccessible(page, what)),
});

/** axe finds nothing on this page as it is shown now. */
export async function isAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`,
  );
  expect.soft(found, what).toEqual([]);
}
