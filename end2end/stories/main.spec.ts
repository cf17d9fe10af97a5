// The film lab's main job: a list of documents goes in, filmed rolls with earned numbers and an index come out.
import { expect, test } from "../fixtures.ts";
import { csv, descriptor, documents, file, fitting, log, pagesOf, type Pass } from "../machine.ts";
import { rowsOf } from "../workbook.ts";

const CAPACITY = 1400;
const NAME = "RRD123-2025";
const FOLDER = `${NAME}_OU_Certificates`;
/** What a whole reel has left after one roll with its leader and trailer, in millimetres. */
const restOf = (frames: number) => 30_500 - 1_000 - frames * 10;
const metres = (length: number) => `${(length / 1000).toFixed(2)} m`;
const count = (quantity: number) => quantity.toLocaleString("en");

test("a project goes from its list to the delivered index", async ({ lab, page, visitor, accessible }) => {
  test.setTimeout(120_000);
  const list = documents(320);
  const first = fitting(list, CAPACITY);
  const second = list.slice(first.length);
  const [frames, rest] = [pagesOf(first), pagesOf(second)];

  await test.step("the list is registered", async () => {
    await visitor.register.open();
    await visitor.register.send(file(`${FOLDER}.csv`, csv(list)), NAME);
    await expect(visitor.heading(/RRD123-2025 Certificates/)).toBeVisible();
    await visitor.alive();
    await expect(page.getByText(`${count(pagesOf(list))} frames, 1 roll`)).toBeVisible();
    await expect(page.getByText("none yet: a roll earns its number when it is filmed")).toBeVisible();
  });

  const [project] = await lab.projectsNamed(NAME);

  await test.step("another capacity is tried, then accepted", async () => {
    await visitor.project.ask(CAPACITY);
    await expect(visitor.project.whatIf.getByRole("heading", { name: "What if", level: 3 }).first()).toBeVisible();
    await expect(visitor.project.rolls, "the draft is still shown").toHaveCount(1);
    await visitor.project.whatIf.getByRole("link", { name: "Show above" }).first().click();
    await expect(visitor.project.rolls).toHaveCount(2);
    await expect(visitor.project.rolls.first()).toContainText(`${count(frames)} frames, ${first.length} documents`);
    expect(await lab.rolls(project), "nothing of it is stored").toEqual([]);
    await visitor.project.acceptPlan();
    await expect(page.getByRole("heading", { name: /^Plan 1, accepted by/ })).toBeVisible();
    expect(await lab.stateOf("10000001")).toBe("never handed out");
  });

  const [one, two] = await lab.rolls(project);
  expect([one.frames, two.frames]).toEqual([frames, rest]);

  await test.step("roll 1: an aborted start and two full passes in one log", async () => {
    const passes: Pass[] = [
      { folder: FOLDER, list: first, frames: 300 },
      { folder: FOLDER, list: first },
      { folder: FOLDER, list: first },
    ];
    await visitor.roll.open(one);
    await visitor.roll.start();
    await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
    await expect(page, "a plain address").toHaveURL(/\/rolls\/\d+$/);
    const machine = [file("10000008.LOG", log("10000008", passes)), file("10000008.desc", descriptor("10000008", passes))];
    await visitor.roll.finishWith(machine[0], machine[1]);

    await expect(visitor.heading(/10000001/)).toBeVisible();
    await visitor.alive();
    await expect(page.getByRole("heading", { name: /^10000001 was issued on .* shown by the machine's log\.$/ })).toBeVisible();
    const earlier = `an aborted start of 300 frames on other film, a complete one of ${count(frames)} frames on other film`;
    await expect(page.getByText(`The log holds 2 earlier runs: ${earlier}.`)).toBeVisible();
    await expect(page.getByText(`The rest, ${metres(restOf(frames))}, went to the shelf as`)).toBeVisible();
    await expect(visitor.roll.attempts).toHaveCount(3);
    const blip = `10000001-0002.${String(first[0].pages + 1).padStart(5, "0")}`;
    await expect(visitor.roll.documents.nth(1)).toContainText(blip);
    await accessible("a filmed roll");
  });

  const kept = (await lab.tempRolls()).find((piece) => piece.length_mm === restOf(frames));
  expect(kept?.stage).toBe("on_shelf");

  await test.step("its number tells its life", async () => {
    await visitor.number.open("10000001");
    await expect(visitor.heading("10000001")).toBeVisible();
    await expect(page.getByText("Issued", { exact: true })).toBeVisible();
    const passes = `300 aborted start + ${count(frames)} complete + ${count(frames)} complete`;
    await expect(visitor.number.proof).toContainText(passes);
    await accessible("an issued number");
  });

  const shelfBefore = await lab.tempRolls();

  await test.step("roll 2: the log begins with another project's frames", async () => {
    const foreign = documents(40, () => 5);
    const passes: Pass[] = [
      { folder: "RRD999-2099_OU_Tests", list: foreign },
      { folder: FOLDER, list: second },
    ];
    await visitor.roll.open(two);
    await visitor.roll.start();
    await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
    await visitor.roll.finishWith(file("10000009.LOG", log("10000009", passes)));
    await expect(visitor.roll.findings).toContainText("200 frames from 40 documents of RRD999-2099");
    await visitor.alive();
    await accessible("evidence that contradicts the plan");
    expect(await lab.stateOf("10000002")).toBe("never handed out");

    await visitor.roll.fail("foreign frames", 0);
    await expect(page.getByRole("heading", { name: "Start filming" })).toBeVisible();
    expect(await lab.tempRolls(), "the film is back").toEqual(shelfBefore);
    expect(await lab.stateOf("10000002")).toBe("never handed out");
  });

  await test.step("the index is refused while a roll is missing", async () => {
    await visitor.project.open(project);
    await expect(visitor.project.delivery).toContainText(`${two.id} is not filmed`);
  });

  await test.step("roll 2 again, its frames counted", async () => {
    await visitor.roll.open(two);
    await visitor.roll.start();
    await visitor.roll.finishCounted(rest);
    await expect(visitor.heading(/10000002/)).toBeVisible();
  });

  await test.step("the index is right in every row", async () => {
    await visitor.project.open(project);
    await expect(visitor.project.delivery).toContainText(`the index has ${list.length} rows`);
    const rows = [first, second].flatMap((roll, at) => {
      let frame = 1;
      return roll.map(({ barcode, comId, pages }, index) => {
        const blip = `1000000${at + 1}-${String(index + 1).padStart(4, "0")}.${String(frame).padStart(5, "0")}`;
        frame += pages;
        return [barcode, comId, blip];
      });
    });
    const table = [["Barcode", "Bildnummer", "Blipindex"], ...rows];
    expect(rowsOf(await visitor.project.download("XLSX"))).toEqual(table);
    const text = (await visitor.project.download("CSV")).toString("utf8").replace("\uFEFF", "");
    expect(text.trim().split("\r\n").map((line) => line.split(";"))).toEqual(table);
    await visitor.project.deliver("Archiv OU");
    await expect(visitor.project.rows("Past deliveries")).toHaveCount(1);
    await accessible("a delivered project");
  });

  expect(await lab.differences()).toBe(0);
});
