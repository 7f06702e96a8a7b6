import { type BrowserWindow, globalShortcut } from "electron";
import { showWindow } from "./windows.ts";

/** The window's own key, with what makes it work from any other program. */
export const HOTKEY = "CommandOrControl+Shift+F2";

/** Records or stops from any program: Soepel comes to the front and gets its own key. False where another program has the key. */
export function claimHotkey(findWindow: () => BrowserWindow | undefined): boolean {
  return globalShortcut.register(HOTKEY, () => {
    const window = findWindow();
    if (window !== undefined) pressRecord(window);
  });
}

/** What the record key does depends on where she is; the window knows that, so it gets the key itself. */
export function pressRecord(window: BrowserWindow): void {
  showWindow(window);
  for (const type of ["keyDown", "keyUp"] as const) window.webContents.sendInputEvent({ type, keyCode: "F2" });
}
