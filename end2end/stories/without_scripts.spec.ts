// The same tasks where no script runs: every form is a form, and refusals come back with the page.
import { PASSWORD, PERSON } from "../lab.ts";
import { expect, test } from "../fixtures.ts";
import { csv, documents, file, fitting, log } from "../machine.ts";

test.use({ javaScriptEnabled: false });

const list = documents(12);
const FOLDER = "RRD123-2025_OU_Certificates";

test("a project is registered, planned and filmed", async ({ lab, page, visitor }) => {
  await page.context().clearCookies({ name: "rollcall" });
  await visitor.open("/projects/new");
  await visitor.signIn.as(PERSON, "a wrong one");
  await expect(visitor.refusal).toHaveText("Name and password do not belong together.");
  await visitor.signIn.as(PERSON, PASSWORD);
  await expect(visitor.heading("Register a project")).toBeVisible();

  await visitor.register.send(file("list.csv", csv(list)), "RRD123");
  await expect(visitor.refusal).toContainText("`RRD123` is no archive id");
  await expect(visitor.register.field("Archive id")).toHaveValue("RRD123");
  await visitor.register.send(file("list.csv", csv(list)), "RRD123-2025");
  await expect(visitor.heading(/RRD123-2025 Certificates/)).toBeVisible();

  await visitor.project.ask(40);
  await expect(visitor.project.whatIf).toContainText("40 and");
  await visitor.project.whatIf.getByRole("link", { name: "Show above" }).first().click();
  await visitor.project.acceptPlan();
  await expect(page.getByRole("heading", { name: /^Plan 1, accepted by/ })).toBeVisible();

  await visitor.today.open();
  await expect(visitor.today.next).toContainText(`${FOLDER.replace("_Certificates", "")}_16_01`);
  await visitor.today.start();
  const [project] = await lab.projectsNamed("RRD123-2025");
  const [roll] = await lab.rolls(project);
  expect(roll.stage).toBe("filming");

  await visitor.roll.open(roll);
  await visitor.roll.finishCounted(roll.frames - 1);
  await expect(visitor.refusal).toContainText(`${roll.frames - 1} frames were counted but ${roll.frames} are planned`);
  await visitor.roll.finishWith(file("notes.LOG", "no log at all"));
  await expect(visitor.refusal).toContainText("no film log");
  const machine = file("10000008.LOG", log("10000008", [{ folder: FOLDER, list: fitting(list, 40) }]));
  await visitor.roll.finishWith(machine);
  await expect(visitor.heading(/10000001/)).toBeVisible();
  await lab.film((await lab.rolls(project))[1]);

  await visitor.project.open(project);
  await visitor.project.deliver("Archiv OU");
  await expect(visitor.project.rows("Past deliveries")).toHaveCount(1);
  expect(await lab.differences()).toBe(0);
});

test("an attempt is reported as failed, and a roll waits for its 35mm roll", async ({ lab, page, visitor }) => {
  const [oversized, ...others] = list;
  const project = await lab.register([{ ...oversized, pages: 9, oversized: "3-4" }, ...others]);
  const rolls = await lab.plan(project);
  const [wide, narrow] = [rolls.find((roll) => roll.film === "35")!, rolls.find((roll) => roll.film === "16")!];
  await visitor.roll.open(narrow);
  await expect(page.getByText(`This roll waits for 35mm roll ${wide.id}`)).toBeVisible();
  await expect(visitor.roll.button(/^Start filming/)).toHaveCount(0);

  await visitor.roll.open(wide);
  await visitor.roll.start();
  await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
  await visitor.roll.fail("the film jammed", 1);
  await expect(visitor.roll.attempts.first()).toContainText("the film jammed");
  expect(await lab.stateOf("10000001")).toBe("never handed out");
  expect(await lab.differences()).toBe(0);
});

test("lists are searched, sorted and turned by their address", async ({ lab, page, visitor }) => {
  const project = await lab.register(documents(70));
  await lab.plan(project);
  await visitor.project.open(project);
  await page.getByRole("link", { name: "Pages" }).click();
  await expect(visitor.project.rows("Documents").first()).toContainText("9");
  await page.getByRole("searchbox", { name: "Barcode or Bildnummer" }).fill("00412070");
  await visitor.project.button("Find").click();
  await expect(visitor.project.rows("Documents")).toHaveCount(1);
  await visitor.numbers.open("?series=1&state=void");
  await expect(page.getByText("No row fits this filter.")).toBeVisible();
});
