import { join } from "node:path";
import { BrowserWindow, Menu, type Protocol, type Session, session, type WebContents } from "electron";
import { offerLoopback } from "./loopback.ts";
import { isAllowed } from "./permissions.ts";
import { HEADERS, ORIGIN, SCHEME, servePages } from "./protocol.ts";

/** A crashed page is opened again after so long (ms); the engine has what was recorded. */
const REOPEN_MS = 500;

/** The window's session: our pages and nothing else, no cache on disk, no network, the permissions of the table. */
export function prepareSession(pages: string): Session {
  // Kept on disk all the same: a microphone that was chosen has another id in every session that is not.
  const ours = session.fromPartition("persist:window", { cache: false });
  serve(ours.protocol, servePages(pages));
  ours.setPermissionRequestHandler((_, permission, decide, { requestingUrl, mediaTypes }) =>
    decide(isAllowed({ permission, origin: originOf(requestingUrl), media: mediaTypes ?? [] }, ORIGIN)),
  );
  ours.setPermissionCheckHandler((_, permission, origin, { mediaType }) =>
    isAllowed({ permission, origin, media: mediaType === undefined ? [] : [mediaType] }, ORIGIN),
  );
  offerLoopback(ours, process.platform);
  ours.setDevicePermissionHandler(() => false);
  ours.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }));
  ours.on("will-download", (event) => event.preventDefault());
  return ours;
}

/** The one window, of the app in `root`. It is shown when it is drawn. */
export function openWindow(root: string, ours: Session): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    title: "Soepel",
    ...(process.platform === "linux" ? { icon: join(root, "electron/icon/128x128.png") } : {}),
    webPreferences: {
      session: ours,
      preload: join(root, "electron/dist/preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // It would fetch dictionaries from elsewhere, and send them what is typed.
      spellcheck: false,
      // The microphone's worklet and the watchdogs run on while another program is in front.
      backgroundThrottling: false,
    },
  });
  window.setMenuBarVisibility(false);
  window.once("ready-to-show", () => window.show());
  window.webContents.on("render-process-gone", (_, { reason }) => {
    if (reason === "clean-exit") return;
    setTimeout(() => window.isDestroyed() || window.webContents.reload(), REOPEN_MS);
  });
  void window.loadURL(`${ORIGIN}/`);
  return window;
}

/** No page goes elsewhere, opens a window or holds a web view. */
export function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-navigate", (event) => event.preventDefault());
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
}

/** Brings the window to the front, wherever it was. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Never drawn but on a Mac: it is there for its keys. Nothing in it opens tools or loads the page anew. */
export function setMenu(platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(platform === "darwin" ? [{ role: "appMenu" } as const] : []),
      { role: "editMenu" },
      { label: "Beeld", submenu: [{ role: "zoomIn" }, { role: "zoomOut" }, { role: "resetZoom" }] },
    ]),
  );
}

function serve(protocol: Protocol, find: ReturnType<typeof servePages>): void {
  // Electron 22 has no `handle` yet; the older way goes away one day.
  if (protocol.handle !== undefined) {
    protocol.handle(SCHEME, ({ url }) => {
      const { status, type, body } = find(url);
      return new Response(new Uint8Array(body), { status, headers: { ...HEADERS, "content-type": type } });
    });
  } else {
    protocol.registerBufferProtocol?.(SCHEME, ({ url }, answer) => {
      const { status, type, body } = find(url);
      answer({
        statusCode: status,
        mimeType: type.split(";")[0]!,
        charset: "utf-8",
        headers: { ...HEADERS },
        data: body,
      });
    });
  }
}

function isOurs(address: string): boolean {
  // A clip of sound that is played is a blob of our own page.
  return address.startsWith(`${ORIGIN}/`) || address.startsWith(`blob:${ORIGIN}/`) || address.startsWith("data:");
}

function originOf(address: string): string {
  return address.startsWith(`${ORIGIN}/`) ? ORIGIN : address;
}
