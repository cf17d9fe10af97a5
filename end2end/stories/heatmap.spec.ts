// The map of the program numbers: squares of a hundred, and the same in tables.
import { expect, isAccessible, test } from "../fixtures.ts";

for (const theme of ["light", "dark", "darkroom"] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ theme });

    test("axe finds nothing, and the tables say the same", async ({ page, visitor }) => {
      await visitor.open("/heatmap?at=O62500");
      await page.getByText("As a table").click();
      const ranges = page.getByRole("region", { name: "Ranges" });
      await expect(ranges.getByRole("row", { name: /^7\.5/ })).toContainText("4,001");
      await expect(ranges.getByRole("row", { name: /^Sum/ })).toContainText("100,000");
      await isAccessible(page, `the heatmap in ${theme}`);
    });
  });
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a number is looked up in its hundred", async ({ page, visitor }) => {
    await visitor.open("/heatmap");
    await page.getByLabel("Jump to number").fill("o75101");
    await page.getByRole("button", { name: "Show" }).click();
    const hundred = page.getByRole("region", { name: "O75100–O75199" });
    await expect(hundred.getByRole("row", { name: /^O75101/ })).toContainText(/free/i);
    await page.getByLabel("Jump to number").fill("seven");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByText("“seven” is no program number")).toBeVisible();
  });
});
