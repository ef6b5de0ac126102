/** What was typed but is not yet known to be on the server, kept on this device under the person's and the article's name. */
export interface Copy {
  body: string;
  version: string;
  /** The form was sent to the server with this text; whether it arrived is seen from the version. */
  sent: boolean;
}

export class LocalCopy {
  constructor(private readonly key: string) {}

  read(): Copy | null {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "null") as Copy | null;
    } catch {
      return null;
    }
  }

  /** False when the browser would not keep it (private window, full). */
  write(copy: Copy): boolean {
    try {
      localStorage.setItem(this.key, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  drop(): void {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept, then
    }
  }
}
