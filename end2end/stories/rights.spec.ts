// Who may only look is offered nothing to do, and the server refuses whatever is sent all the same.
import { expect, test } from "../fixtures.ts";
import { csv, documents, file } from "../machine.ts";
import type { Visitor } from "../pages/visitor.ts";
import { atWork } from "./at_work.ts";

const VIEWER = "Vera Lange";

/** What anybody may do: ask, look closer, and set the own password. */
const FOR_ALL = /^(Filter|Find|Search|Compute|Password…|Set the password|Show|Full screen)/;
/** What the links to somebody's work say. */
const TO_WORK = /^(Register a|Film (16|35)_|Finish filming|Reject|Another film|Take stock|To (the delivery|development)|Report trouble)/;

test("a viewer is offered no action on any page", async ({ another, context, lab }) => {
  test.setTimeout(300_000);
  await lab.takeOn(context, VIEWER, ["viewer"]);
  const pages = await atWork(lab);
  const { page, open } = await viewer(another);
  for (const [what, path] of pages) {
    await open(path);
    const main = page.getByRole("main");
    await expect(main.getByRole("heading", { level: 1 })).toHaveCount(1);
    // A button, or what unfolds to a form.
    const folded = main.locator("details:has(form)").locator("summary");
    const offered = [...(await main.getByRole("button").all()), ...(await folded.all())];
    const verbs = await Promise.all(offered.map(async (one) => (await one.innerText()).split("\n")[0]));
    expect.soft(verbs.filter((verb) => verb && !FOR_ALL.test(verb)), what).toEqual([]);
    const links = await main.getByRole("link").allInnerTexts();
    expect.soft(links.filter((link) => TO_WORK.test(link)), what).toEqual([]);
  }
});

async function viewer(another: (who: { name: string }) => Promise<Visitor>) {
  const visitor = await another({ name: VIEWER });
  return { page: visitor.page, open: (path: string) => visitor.open(path) };
}

test("what a viewer sends all the same is refused with its sentence", async ({ another, context, lab, page, visitor }) => {
  await lab.takeOn(context, VIEWER, ["viewer"]);
  const [roll] = await lab.plan(await lab.register(documents(12)));
  const draft = await lab.register(documents(5));
  const hers = await another({ name: VIEWER });
  const before = (await lab.ledger()).length;
  const forms: [string, string][] = [
    [`/rolls/${roll.roll}`, "Start filming"],
    [`/projects/${draft.id}`, "Accept plan"],
    ["/numbers", "Reserve"],
    ["/settings", "Put the new version in force"],
    ["/people", "Set roles"],
  ];
  for (const [path, verb] of forms) {
    await visitor.open(path);
    const form = await page.evaluate(fieldsOfForm, verb);
    // Sent from her browser as if she had the form.
    const options = { headers: { origin: lab.url, referer: lab.url + path, accept: "text/html" }, form: form.fields };
    const answer = await hers.page.request.post(lab.url + form.action, options);
    expect(await answer.text(), verb).toContain("Your roles do not allow this: it needs the role");
  }
  const list = file("list.csv", csv(documents(3)));
  const upload = await hers.page.request.post(`${lab.url}/upload/register`, {
    headers: { origin: lab.url, referer: `${lab.url}/projects/new` },
    multipart: { file: list, archive_id: "RRD777-2025", site: "OU", doc_type: "Letters" },
  });
  expect(await upload.text()).toContain("This is for planners");
  expect((await lab.ledger()).length, "nothing was done").toBe(before);
});

/** Where the form with this button goes, and what it would send as it stands. */
function fieldsOfForm(verb: string): { action: string; fields: Record<string, string> } {
  const button = [...document.querySelectorAll("form button")].find((one) => one.textContent?.startsWith(verb));
  const form = button?.closest("form");
  if (!form) throw new Error(`no form says ${verb}`);
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return { action: form.getAttribute("action") ?? "", fields: Object.fromEntries(fields) };
}
