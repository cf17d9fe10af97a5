// The whole way from list to number without a mouse.
import { PASSWORD } from "../lab.ts";
import { expect, test } from "../fixtures.ts";
import { csv, documents, file, pagesOf } from "../machine.ts";
import { press, reach, type, unfold } from "./keys.ts";

const list = documents(12);

test("a project is registered, planned and filmed by keyboard alone", async ({ lab, page, visitor }) => {
  await visitor.projects.open();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await press(page, visitor.projects.link("Register a project").first());
  await expect(visitor.heading("Register a project")).toBeVisible();

  await reach(page, visitor.register.field("List of documents"));
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  await chooser.setFiles(file("RRD123-2025_OU_Certificates.csv", csv(list)));
  await reach(page, visitor.register.field("Archive id"));
  await page.keyboard.type("RRD123-2025");
  await reach(page, visitor.register.field("Site"));
  await page.keyboard.type("OU");
  await reach(page, visitor.register.field("Document type"));
  await page.keyboard.type("Certificates");
  await press(page, visitor.register.button(/^Register/));
  await expect(visitor.heading(/RRD123-2025 Certificates/)).toBeVisible();
  await visitor.alive();

  await press(page, visitor.project.button(/^Accept plan/));
  await expect(page.getByRole("heading", { name: /^Plan 1, accepted by/ })).toBeVisible();
  await press(page, visitor.project.link(/^Film 16_01/));
  await press(page, visitor.roll.button(/^Start filming/));
  await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
  await reach(page, page.getByRole("group").filter({ hasText: "Frames counted…" }).getByText("Frames counted…").locator(".."));
  await page.keyboard.press("Enter");
  await reach(page, page.getByRole("spinbutton", { name: "Frames counted" }));
  await page.keyboard.type(String(pagesOf(list)));
  await page.keyboard.press("Enter");
  await expect(visitor.heading(/10000001/)).toBeVisible();
  expect(await lab.differences()).toBe(0);
});

test("an operator's shift by keyboard alone, in the darkroom", async ({ context, lab, page, visitor }) => {
  test.setTimeout(120_000);
  await context.addCookies([{ name: "rollcall-theme", value: "darkroom", url: lab.url }]);
  const [roll] = await lab.plan(await lab.register(list));
  await visitor.today.open();
  await press(page, visitor.today.link(/^Film this roll/));
  await expect(visitor.heading("Filming")).toBeVisible();
  await visitor.alive();
  await press(page, visitor.roll.button(/^Start filming/));
  await expect(visitor.today.running).toContainText(roll.id);
  await visitor.alive();
  await type(page, visitor.roll.field("Counter"), String(roll.frames - 4));
  await page.keyboard.press("Enter");
  await expect(page.getByText("No more than 5 frames left.")).toBeVisible();
  await press(page, visitor.roll.button(/^\+1$/));
  await expect(visitor.today.running).toContainText(/counter \d+ at/);
  await press(page, visitor.today.link(/^Finish filming/));
  const counted = await unfold(page, "Frames counted…");
  await type(page, counted.getByRole("spinbutton"), String(roll.frames));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "10000001" })).toBeVisible();
  await press(page, visitor.today.link(/^To Today/));
  await expect(visitor.heading("Today")).toBeVisible();
  expect(await lab.differences()).toBe(0);
});

test("the search is one key away", async ({ page, visitor }) => {
  await visitor.today.open();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search" })).toBeFocused();
});

test("numbers are reserved and released by keyboard alone", async ({ lab, page, visitor }) => {
  await visitor.numbers.open();
  const reserve = await unfold(page, "Reserve…");
  await type(page, reserve.getByLabel("How many"), "3");
  await type(page, reserve.getByLabel("What for"), "test films");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/reserved 3 numbers, 10000001 to 10000003, for test films/).first()).toBeVisible();

  const release = await unfold(page, "Release…");
  await type(page, release.getByLabel("Numbers"), "10000001, 10000003");
  await type(page, release.getByLabel("Reason"), "not needed");
  await press(page, release.getByRole("button", { name: /^Release/ }));
  await expect(page.getByText(/released 2 numbers, 10000001 and 10000003: not needed/).first()).toBeVisible();
  expect([await lab.stateOf("10000001"), await lab.stateOf("10000002")]).toEqual(["free", "reserved"]);
});

test("settings are changed by keyboard alone", async ({ page, visitor }) => {
  await visitor.settings.open();
  await type(page, visitor.settings.field("Capacity of 16mm, frames"), "2940");
  await press(page, visitor.settings.button(/^Put the new version in force/));
  await expect(page.getByText(/changed the settings, now version 2/).first()).toBeVisible();
  await expect(visitor.settings.field("Capacity of 16mm, frames")).toHaveValue("2940");
});

test("people and keys are looked after by keyboard alone", async ({ lab, page, visitor }) => {
  await visitor.people.open();
  const add = await unfold(page, "Add a person…");
  await type(page, add.getByLabel("Name"), "Olga Stein");
  await reach(page, add.getByLabel("Operator"));
  await page.keyboard.press("Space");
  await type(page, add.getByLabel("First password"), PASSWORD);
  await type(page, add.getByLabel("Once more"), PASSWORD);
  await page.keyboard.press("Enter");
  await expect(visitor.people.line("Olga Stein")).toContainText("Operator");

  const roles = await unfold(page, "Roles…", visitor.people.line("Olga Stein"));
  await reach(page, roles.getByLabel("Planner"));
  await page.keyboard.press("Space");
  await press(page, roles.getByRole("button", { name: /^Set roles/ }));
  await expect(visitor.people.line("Olga Stein")).toContainText("Operator, planner");

  const key = await unfold(page, "Make a key…");
  await type(page, key.getByLabel("What for"), "Camera 2");
  await reach(page, key.getByLabel("Operator"));
  await page.keyboard.press("Space");
  await press(page, key.getByRole("button", { name: /^Make/ }));
  await reach(page, visitor.people.secret);
  const secret = await visitor.people.secret.innerText();
  expect(await lab.mayUse(secret)).toBe(true);

  const revoke = await unfold(page, "Revoke…", visitor.people.line("Camera 2"));
  await press(page, revoke.getByRole("button", { name: /^Revoke the key/ }));
  await expect(visitor.people.line("Camera 2")).toContainText("revoked");
  expect(await lab.mayUse(secret)).toBe(false);
});
