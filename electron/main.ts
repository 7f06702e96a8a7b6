import { accessSync, constants, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  app,
  type BrowserWindow,
  dialog,
  globalShortcut,
  ipcMain,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
} from "electron";
import { findNode24 } from "../src/cli/find-node24.mjs";
import type { EngineEvent } from "../src/contract/events.ts";
import { findDataFolder } from "../src/engine/data-folder.ts";
import { CHANNEL, type SoundMessage } from "./channels.ts";
import { EngineHost } from "./engine-host.ts";
import { claimHotkey, pressRecord } from "./hotkey.ts";
import { findKey } from "./keys.ts";
import { Wakefulness } from "./power.ts";
import { ORIGIN, SCHEME } from "./protocol.ts";
import { TrayLight } from "./tray.ts";
import { confine, openWindow, prepareSession, setMenu, showWindow } from "./windows.ts";

const root = app.getAppPath();
/** What Node itself reads cannot be in an archive that only Electron reads. */
const unpacked = root.replace(/app\.asar$/, "app.asar.unpacked");
const folder = join(findDataFolder(), "app");
const say = (text: string) => process.stderr.write(`Soepel: ${text}\n`);

// Chromium's own things lie with the data: on Windows in the local profile, and one Soepel for one data folder.
app.setPath("userData", isWritable(folder) ? join(folder, "window") : mkdtempSync(join(tmpdir(), "soepel-window-")));
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
app.on("web-contents-created", (_, contents) => confine(contents));

if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(fail);
else app.quit();

function start(): void {
  const node = findNode24(unpacked);
  if (node === undefined) throw new Error(`no Node 24 for ${process.platform}-${process.arch}`);
  let window: BrowserWindow | undefined;
  let isQuitting = false;

  const wakefulness = new Wakefulness(powerSaveBlocker, (consultId, cause) => {
    void host.call("recording:interrupt", { consultId, cause });
  });
  const tell = (event: EngineEvent): void => {
    if (event.type === "status") {
      wakefulness.follow(event.status.recordingId);
      tray.follow(wakefulness.isRecording);
    }
    if (event.type === "link" && !event.up) {
      wakefulness.follow(null);
      tray.follow(false);
    }
    if (window?.isDestroyed() === false) window.webContents.send(CHANNEL.event, event);
  };
  const hasHotkey = claimHotkey(() => window);
  if (!hasHotkey) say("another program has the global key; record with F2 in Soepel's own window");
  const tray = new TrayLight(
    { show: () => window && showWindow(window), record: () => window && pressRecord(window), quit: () => app.quit() },
    hasHotkey,
  );
  const host = new EngineHost({
    node,
    script: join(unpacked, "src/engine/main.ts"),
    folder,
    findKey: (mayCreate) => findKey(folder, safeStorage, process.platform, mayCreate, say),
    tell,
  });

  const isOurs = (frame: { readonly url: string } | null) => frame?.url.startsWith(`${ORIGIN}/`) === true;
  ipcMain.handle(CHANNEL.call, (event, name: unknown, input: unknown) => {
    if (!isOurs(event.senderFrame) || typeof name !== "string") throw new Error("not our window");
    return host.call(name, input);
  });
  ipcMain.on(CHANNEL.listening, (event) => isOurs(event.senderFrame) && host.tellAll());
  ipcMain.on(CHANNEL.sound, (event) => {
    const [port] = event.ports;
    if (!isOurs(event.senderFrame) || port === undefined) return;
    port.on("message", ({ data }) => {
      const { consultId, samples } = data as Partial<SoundMessage>;
      if (typeof consultId === "string" && samples instanceof Float32Array) host.sendSound(consultId, samples);
    });
    port.start();
  });

  setMenu(process.platform);
  window = openWindow(root, prepareSession(join(root, "renderer/dist")));
  // Who was signed in is gone with the page, and so is the microphone: the recording says so at once.
  window.webContents.on("render-process-gone", () => {
    wakefulness.interrupt("device");
    host.lock();
  });
  window.on("close", (event) => {
    if (isQuitting || !wakefulness.isRecording) return;
    event.preventDefault();
    void confirmClose(window!).then((isSure) => isSure && app.quit());
  });
  app.on("second-instance", () => window && showWindow(window));
  app.on("activate", () => window && showWindow(window));
  // A locked screen changes nothing: a consult is never ended by itself, and the microphone hears on.
  powerMonitor.on("suspend", () => wakefulness.interrupt("suspend"));
  powerMonitor.on("resume", () => window && showWindow(window));

  let isClosed = false;
  app.on("window-all-closed", () => app.quit());
  // Held up here and not at `will-quit`: after that one Node's loop may stand still, and the engine's end is not heard.
  app.on("before-quit", (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (isQuitting) return;
    isQuitting = true;
    void host.close().then(() => {
      isClosed = true;
      globalShortcut.unregisterAll();
      tray.destroy();
      app.quit();
    });
  });
}

/** Where it is not, the engine says so in the window; Chromium must have a place of its own to show that. */
function isWritable(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Asks without waiting in place: the recording goes on behind the question. */
async function confirmClose(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    message: "Er loopt een opname.",
    detail: "Sluit u Soepel, dan stopt de opname. Wat is opgenomen, is bewaard en staat bij de volgende start klaar.",
    buttons: ["Verder opnemen", "Soepel sluiten"],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

function fail(error: unknown): void {
  say(error instanceof Error ? error.message : "could not start");
  dialog.showErrorBox(
    "Soepel start niet",
    "Een onderdeel van Soepel ontbreekt of is beschadigd. Er is niets gewijzigd aan uw gegevens. Installeer Soepel opnieuw.",
  );
  app.exit(1);
}
