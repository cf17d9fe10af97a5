// Whatever is handed in by mistake gets one clear sentence and changes nothing.
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "../fixtures.ts";
import { csv, documents, file, log } from "../machine.ts";

const lists: [string, string, string][] = [
  ["the columns are others", "name;size\r\nx;1\r\n", "The first row lacks the columns Barcode, pages; found were: name, size."],
  ["a barcode stands twice", "barcode;pages\r\n1427;3\r\n1427;4\r\n", "the barcode 1427 is already on line 2"],
  ["a document has no pages", "barcode;pages\r\n1427;0\r\n", "the page count 0 is not between 1 and 100,000"],
  ["a page count is absurd", "barcode;pages\r\n1427;9999999\r\n", "the page count 9999999 is not between 1 and 100,000"],
  ["it is empty", "", "The list is empty: a header and at least one document are needed."],
  ["it is a picture", "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR\u0000\u0000", "list.csv is no list"],
];

for (const [what, content, sentence] of lists) {
  test(`a list is not taken where ${what}`, async ({ lab, visitor }) => {
    const before = (await lab.ledger()).length;
    await visitor.register.open();
    await visitor.register.send(file("list.csv", Buffer.from(content, "latin1")), "RRD123-2025");
    const said = new RegExp(sentence.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
    await expect(visitor.page.getByText(said).filter({ visible: true })).toHaveCount(1);
    await expect(visitor.refusal).toHaveCount(1);
    await expect(visitor.register.field("Archive id"), "what was typed is still there").toHaveValue("RRD123-2025");
    expect((await lab.ledger()).length).toBe(before);
  });
}

test("a changed list shows its difference before it replaces the old one", async ({ lab, page, visitor, accessible }) => {
  const list = documents(12);
  const project = await lab.register(list, "RRD123-2025");
  await visitor.register.open();
  await visitor.register.send(file("list.csv", csv(list)), "RRD123-2025");
  await expect(page.getByText(/The same list was registered before/)).toBeVisible();

  const before = (await lab.ledger()).length;
  await visitor.register.open();
  const changed = [...list.slice(1), { ...list[0], pages: 8 }, { barcode: "9999", comId: "00000001", pages: 2 }];
  await visitor.register.send(file("list.csv", csv(changed)), "RRD123-2025");
  await expect(page.getByRole("heading", { name: /RRD123-2025.* is registered with another list/ })).toBeVisible();
  await visitor.alive();
  await accessible("a list that differs");
  expect((await lab.ledger()).length, "nothing was replaced yet").toBe(before);
  await visitor.register.button(/^Accept 2 differences/).click();
  await expect(visitor.heading(/RRD123-2025 Certificates/)).toBeVisible();
  await expect(page.getByRole("link", { name: "All 13" })).toBeVisible();
  expect(project.id).toBe((await lab.projectsNamed("RRD123-2025"))[0].id);
});

test("a file of 100 MB is turned away", async ({ lab, page, visitor, watch }) => {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-large-"));
  const large = join(folder, "list.csv");
  await writeFile(large, "barcode;pages\r\n");
  await truncate(large, 100 * 1024 * 1024);
  const before = (await lab.ledger()).length;
  await visitor.register.open();
  watch.expecting(/upload\/register: 413/);
  await visitor.register.send(large, "RRD123-2025");
  await expect(page.getByText(/is too large: \d+ MB .*at most.* Nothing was kept\./)).toBeVisible();
  expect((await lab.ledger()).length).toBe(before);
  await rm(folder, { recursive: true });
});

test("files that are no log, and counts that are wrong, leave the attempt running", async ({ lab, visitor }) => {
  const [roll] = await lab.plan(await lab.register(documents(12)));
  await lab.start(roll);
  await visitor.roll.open(roll);
  const before = (await lab.ledger()).length;
  await visitor.roll.finishWith(file("10000008.LOG", Buffer.from([0, 1, 2, 250, 251])));
  await expect(visitor.refusal).toContainText("no film log");
  await visitor.alive();
  await visitor.roll.finishCounted(roll.frames + 1);
  const counted = `${roll.frames + 1} frames were counted but ${roll.frames} are planned`;
  await expect(visitor.refusal.filter({ hasText: counted })).toBeVisible();
  await visitor.roll.fail("jam", 5_000);
  await expect(visitor.refusal.filter({ hasText: "5,000 frames do not fit on the loaded film" })).toBeVisible();
  expect((await lab.ledger()).length).toBe(before);
});

test("a capacity no reel holds is refused before it is a plan", async ({ lab, page, visitor }) => {
  const project = await lab.register(documents(12));
  await visitor.project.open(project, "?capacity16=99999&plan=asked");
  await expect(page.getByRole("button", { name: /^Accept plan/ })).toBeDisabled();
  await expect(page.getByText("These values give no plan.")).toBeVisible();
});

test("a film log handed in as a list is told where it belongs", async ({ lab, visitor }) => {
  const machine = log("10000008", [{ folder: "RRD123-2025_OU_Certificates", list: documents(6) }]);
  const before = (await lab.ledger()).length;
  await visitor.register.open();
  await visitor.register.send(file("10000008.LOG", machine), "RRD123-2025");
  await expect(visitor.refusal).toHaveText(/10000008\.LOG is a film log of the machine, .* page of the roll whose filming it finishes\./);
  expect((await lab.ledger()).length).toBe(before);
});

test("a refused form of a roll comes back as it was filled in", async ({ lab, page, visitor }) => {
  const [roll] = await lab.plan(await lab.register(documents(12)));
  await lab.start(roll);
  await visitor.roll.open(roll);
  await visitor.roll.fail("the film was torn", 5_000);
  await expect(visitor.refusal).toContainText("5,000 frames do not fit on the loaded film");
  await expect(visitor.roll.field(/^Own words/)).toHaveValue("the film was torn");
  await expect(page.getByRole("spinbutton", { name: "Frames exposed" })).toHaveValue("5000");
  await expect(visitor.refusal).toBeInViewport();
});

test("a number typed wrong is told from one that does not exist", async ({ page, visitor, watch }) => {
  watch.expecting(/numbers\/1000013: 404/);
  await visitor.number.open("1000013");
  await expect(page.getByText("eight digits are needed")).toBeVisible();
  await visitor.number.open("10000136");
  await expect(page.getByText("Free, never handed out")).toBeVisible();
  await visitor.open("/search?q=1000013");
  await expect(visitor.heading(/Search/)).toBeVisible();
});

test("addresses that lead nowhere say so", async ({ page, visitor, watch }) => {
  watch.expecting(/: 404/);
  await visitor.open("/rolls/999");
  await expect(page.getByText(/There is no roll 999/)).toBeVisible();
  await visitor.open("/projects/999");
  await expect(page.getByText(/There is no project 999/)).toBeVisible();
  await visitor.open("/no-such-page");
  await expect(visitor.heading("There is no such page")).toBeVisible();
});
