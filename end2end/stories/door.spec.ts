// The way in: setting the lab up once, signing in and out.
import { PASSWORD, PERSON } from "../lab.ts";
import { expect, test } from "../fixtures.ts";

test.describe("a new lab", () => {
  test.use({ founded: false });

  test("is set up once by the link from the console", async ({ lab, page, visitor, accessible }) => {
    await visitor.open("/");
    await expect(page.getByText("This lab is not set up yet.")).toBeVisible();
    await accessible("the way in before there is a lab");
    await visitor.open("/setup?token=guessed");
    await expect(page.getByLabel("Name of the lab")).toHaveCount(0);

    await visitor.open(lab.setupLink);
    await accessible("the set-up");
    await visitor.signIn.found("Filmlabor Nordend", PERSON, PASSWORD, "something else");
    await expect(visitor.refusal).toBeVisible();
    await expect(page.getByLabel("Your name")).toHaveValue(PERSON);

    await visitor.signIn.found("Filmlabor Nordend", PERSON, PASSWORD);
    await expect(visitor.heading("Today")).toBeVisible();
    await page.goto(lab.setupLink);
    await expect(page.getByLabel("Name of the lab")).toHaveCount(0);
  });
});

test("who signs out is shown the door, and comes back to where they were", async ({ page, visitor, accessible }) => {
  await visitor.open("/ledger");
  await visitor.signIn.out();
  await expect(visitor.heading("Sign in")).toBeVisible();
  await visitor.open("/ledger");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await accessible("sign-in");
  await visitor.signIn.as(PERSON, "a wrong one");
  await expect(visitor.refusal).toHaveText("Name and password do not belong together.");
  await expect(page.getByLabel("Name")).toHaveValue(PERSON);
  await visitor.signIn.as(PERSON, PASSWORD);
  await expect(visitor.heading("Ledger")).toBeVisible();
});

test("the set-up link of a lab that is set up leads to the door", async ({ lab, page }) => {
  await page.context().clearCookies({ name: "rollcall" });
  await page.goto(lab.setupLink);
  await expect(page).toHaveURL(/\/sign-in/);
});
