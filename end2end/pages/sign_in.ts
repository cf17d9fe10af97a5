import { Sheet } from "./sheet.ts";

export class SignIn extends Sheet {
  async as(name: string, password: string): Promise<void> {
    await this.field("Name").fill(name);
    await this.field("Password").fill(password);
    await this.button("Sign in").click();
  }

  /** Behind the link from the console. */
  async found(lab: string, name: string, password: string, repeated = password): Promise<void> {
    await this.field("Name of the lab").fill(lab);
    await this.field("Your name").fill(name);
    await this.field("Password").fill(password);
    await this.field("Password once more").fill(repeated);
    await this.button("Found the lab").click();
  }

  async out(): Promise<void> {
    await this.button(/^Signed in:/).click();
    await this.button("Sign out").click();
  }
}
