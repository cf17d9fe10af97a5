// An old machine's folder is taken over, each of its findings settled once, and the same folder again changes nothing.
import { expect, test } from "../fixtures.ts";
import { descriptor, documents, file, log, type Handed, type Pass } from "../machine.ts";

const list = documents(6);
const own = "RRD300-2025_OU_Certificates";
const other = "RRD299-2025_OU_Drawings";

/** A film's log and descriptor. */
function film(number: string, passes: Pass[], counted: Pass[] = passes): Handed[] {
  return [file(`${number}.LOG`, log(number, passes)), file(`${number}.desc`, descriptor(number, counted))];
}

/** A folder in the shape of a real one: clean, begun twice, foreign, without its log, a vendor's, and a slip. */
function folder(): Handed[] {
  const pass = { folder: own, list };
  return [
    ...film("10000002", [pass]),
    ...film("10000003", [{ ...pass, frames: 9 }, pass]),
    ...film("10000004", [{ folder: other, list: documents(2, () => 3) }, { folder: own, list: list.slice(3) }]),
    film("10000005", [pass])[1],
    ...film("430179", [pass]),
    film("100000000", [pass])[0],
  ];
}

/** axe itself is a script. */
for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a folder is taken over, its findings settled, and again nothing changes", async ({ lab, page, visitor, accessible }) => {
      test.setTimeout(120_000);
      await visitor.import.open();
      if (javaScriptEnabled) await accessible("taking files over");
      await visitor.import.choose(folder(), "machine 1");
      await visitor.import.look();
      await expect(visitor.done("Nothing has happened yet. It would be 10 new files")).toBeVisible();
      await visitor.import.choose(folder(), "machine 1");
      await visitor.import.takeOver();
      await expect(visitor.done("10 new files, 0 known; 4 film numbers taken over, 1 below them left out")).toBeVisible();
      expect(await lab.stateOf("10000001"), "no file names it").toBe("void");
      expect(await lab.stateOf("10000002")).toBe("issued");

      await expect(visitor.findings.kind("Foreign project")).toContainText([`6 frames of ${other}.`]);
      await expect(visitor.findings.kind("Log missing")).toHaveCount(1);
      await expect(visitor.findings.kind("Several passes")).toContainText([/2 passes: 9 aborted/]);
      await expect(visitor.findings.kind("Mistyped")).toHaveCount(1);
      if (javaScriptEnabled) await accessible("findings");

      const before = (await lab.ledger()).length;
      const open = await visitor.findings.open_.count();
      for (let left = open; left > 0; left--) {
        await expect(visitor.findings.open_).toHaveCount(left);
        await visitor.findings.settleFirst("Explained, it is right as it is", "looked at the film");
        await expect(visitor.done(/settled B-\d{4}/)).toBeVisible();
      }
      await expect(page.getByText("Nothing to settle")).toBeVisible();
      expect((await lab.ledger()).length, "one entry each").toBe(before + open);

      await visitor.findings.open("?state=settled");
      await expect(page.getByText("looked at the film").first()).toBeVisible();
      await visitor.number.open("10000003");
      await expect(page.getByRole("heading", { name: "Files of the machine" })).toBeVisible();
      await expect(page.getByText(/Settled: Several passes/)).toBeVisible();
      if (javaScriptEnabled) await accessible("a number of the time before");

      await visitor.import.open();
      await visitor.import.choose(folder(), "machine 1");
      await visitor.import.takeOver();
      await expect(visitor.done("0 new files, 10 known; 0 film numbers taken over")).toBeVisible();
      expect((await lab.ledger()).length).toBe(before + open);
      expect(await lab.differences()).toBe(0);
    });
  });
}

test("a finding that somebody else has settled says who did", async ({ page, visitor, another }) => {
  await visitor.import.open();
  await visitor.import.choose([film("10000001", [{ folder: own, list }])[0]], "machine 1");
  await visitor.import.takeOver();
  const colleague = await another();
  await colleague.findings.open();
  await page.getByText("Settle…", { exact: true }).click();
  await colleague.findings.settleFirst("The file is lost");
  await expect(colleague.done(/settled B-0001/)).toBeVisible();
  await page.getByLabel("What it came to").selectOption({ label: "Test exposures" });
  await page.getByRole("button", { name: /^Settle/ }).click();
  await expect(visitor.refusal).toContainText("B-0001 is settled");
});
