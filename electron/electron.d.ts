/**
 * Of Electron's API what Soepel uses, and no more: what Electron 22 and 45 both have. What only one of them has is optional here, so
 * that the code must ask. Electron's own types come with its package, which is no dependency: a checkout runs without it.
 */
declare module "electron" {
  interface Cancellable {
    preventDefault(): void;
  }
  interface Frame {
    readonly url: string;
  }
  interface Port {
    on(event: "message", listener: (message: { readonly data: unknown }) => void): void;
    start(): void;
  }
  interface FromWindow {
    readonly senderFrame: Frame | null;
    readonly ports: readonly Port[];
  }
  interface MenuItem {
    readonly role?: "appMenu" | "editMenu" | "zoomIn" | "zoomOut" | "resetZoom";
    readonly type?: "separator";
    readonly label?: string;
    readonly accelerator?: string;
    readonly registerAccelerator?: boolean;
    readonly click?: () => void;
    readonly submenu?: MenuItem[];
  }
  type Headers = Record<string, string>;

  interface Protocol {
    registerSchemesAsPrivileged(
      schemes: { scheme: string; privileges: { standard?: boolean; secure?: boolean } }[],
    ): void;
    /** Since Electron 25. */
    handle?(scheme: string, handler: (request: Request) => Response): void;
    /** Until some later Electron. */
    registerBufferProtocol?(
      scheme: string,
      handler: (
        request: { readonly url: string },
        answer: (response: {
          statusCode: number;
          mimeType: string;
          charset: string;
          headers: Headers;
          data: Buffer;
        }) => void,
      ) => void,
    ): boolean;
  }
  interface Session {
    readonly protocol: Protocol;
    readonly webRequest: {
      onBeforeRequest(
        listener: (request: { readonly url: string }, answer: (response: { cancel: boolean }) => void) => void,
      ): void;
    };
    setPermissionRequestHandler(
      handler: (
        contents: WebContents,
        permission: string,
        decide: (isGranted: boolean) => void,
        details: { readonly requestingUrl: string; readonly mediaTypes?: readonly string[] },
      ) => void,
    ): void;
    setPermissionCheckHandler(
      handler: (
        contents: WebContents | null,
        permission: string,
        origin: string,
        details: { readonly mediaType?: string },
      ) => boolean,
    ): void;
    setDisplayMediaRequestHandler?(
      handler: (
        request: { readonly frame: Frame | null },
        answer: (streams: { video: Frame; audio: "loopback" } | null) => void,
      ) => void,
    ): void;
    setDevicePermissionHandler(handler: () => boolean): void;
    on(event: "will-download", listener: (event: Cancellable) => void): void;
  }
  interface WebContents {
    send(channel: string, message: unknown): void;
    reload(): void;
    sendInputEvent(input: { type: "keyDown" | "keyUp"; keyCode: string }): void;
    setWindowOpenHandler(handler: () => { action: "deny" }): void;
    on(event: "will-navigate" | "will-redirect" | "will-attach-webview", listener: (event: Cancellable) => void): void;
    on(event: "render-process-gone", listener: (event: unknown, details: { readonly reason: string }) => void): void;
  }
  class BrowserWindow {
    constructor(options: {
      show: boolean;
      width: number;
      height: number;
      minWidth: number;
      minHeight: number;
      title: string;
      /** Linux: the file of the window's icon. Elsewhere the program's own is taken. */
      icon?: string;
      webPreferences: {
        session: Session;
        preload: string;
        sandbox: boolean;
        contextIsolation: boolean;
        nodeIntegration: boolean;
        webSecurity: boolean;
        webviewTag: boolean;
        spellcheck: boolean;
        backgroundThrottling: boolean;
      };
    });
    readonly webContents: WebContents;
    loadURL(address: string): Promise<void>;
    show(): void;
    focus(): void;
    restore(): void;
    isMinimized(): boolean;
    isDestroyed(): boolean;
    setMenuBarVisibility(isVisible: boolean): void;
    once(event: "ready-to-show", listener: () => void): void;
    on(event: "close", listener: (event: Cancellable) => void): void;
  }
  class Menu {
    static buildFromTemplate(items: MenuItem[]): Menu;
    static setApplicationMenu(menu: Menu): void;
    private readonly isMenu;
  }
  interface NativeImage {
    isEmpty(): boolean;
  }
  class Tray {
    constructor(image: NativeImage);
    setImage(image: NativeImage): void;
    setToolTip(text: string): void;
    setContextMenu(menu: Menu): void;
    on(event: "click", listener: () => void): void;
    destroy(): void;
  }

  const app: {
    getAppPath(): string;
    setPath(name: "userData", path: string): void;
    requestSingleInstanceLock(): boolean;
    whenReady(): Promise<void>;
    quit(): void;
    exit(code: number): void;
    on(event: "web-contents-created", listener: (event: unknown, contents: WebContents) => void): void;
    on(event: "second-instance" | "activate" | "window-all-closed", listener: () => void): void;
    on(event: "before-quit", listener: (event: Cancellable) => void): void;
  };
  const session: { fromPartition(name: string, options: { cache: boolean }): Session };
  const protocol: Pick<Protocol, "registerSchemesAsPrivileged">;
  const dialog: {
    showMessageBox(
      window: BrowserWindow,
      options: {
        type: "warning";
        message: string;
        detail: string;
        buttons: string[];
        defaultId: number;
        cancelId: number;
      },
    ): Promise<{ readonly response: number }>;
    showErrorBox(title: string, text: string): void;
  };
  const globalShortcut: { register(key: string, act: () => void): boolean; unregisterAll(): void };
  const ipcMain: {
    handle(channel: string, handler: (event: FromWindow, ...args: unknown[]) => unknown): void;
    on(channel: string, listener: (event: FromWindow, ...args: unknown[]) => void): void;
  };
  const powerMonitor: { on(event: "suspend" | "resume", listener: () => void): void };
  const powerSaveBlocker: { start(type: "prevent-display-sleep"): number; stop(id: number): void };
  const nativeImage: {
    createFromBitmap(bitmap: Buffer, options: { width: number; height: number; scaleFactor: number }): NativeImage;
  };
  /** Its synchronous calls go away in Electron 46. */
  const safeStorage: {
    isEncryptionAvailable(): boolean;
    encryptString(text: string): Buffer;
    decryptString(wrapped: Buffer): string;
    /** Linux only, since Electron 25. */
    getSelectedStorageBackend?(): string;
  };
  const contextBridge: { exposeInMainWorld(name: string, api: object): void };
  const ipcRenderer: {
    invoke(channel: string, ...args: unknown[]): Promise<unknown>;
    send(channel: string): void;
    on(channel: string, listener: (event: unknown, message: unknown) => void): void;
    postMessage(channel: string, message: unknown, transfer: MessagePort[]): void;
  };
}
