import { contextBridge, ipcRenderer } from "electron";
import type { EngineBridge, EngineEvent } from "../src/contract/events.ts";
import { CHANNEL, type SoundMessage } from "./channels.ts";

/** The one thing that the window gets of Electron: the contract. It never sees `ipcRenderer`. */
const listeners = new Set<(event: EngineEvent) => void>();
ipcRenderer.on(CHANNEL.event, (_, event) => {
  for (const listener of listeners) listener(event as EngineEvent);
});

const sound = new MessageChannel();
ipcRenderer.postMessage(CHANNEL.sound, null, [sound.port2]);

contextBridge.exposeInMainWorld("soepel", {
  call: (name, input) => ipcRenderer.invoke(CHANNEL.call, name, input) as never,
  listen(listener) {
    listeners.add(listener);
    ipcRenderer.send(CHANNEL.listening);
    return () => void listeners.delete(listener);
  },
  sendSound(consultId, samples) {
    sound.port1.postMessage({ consultId, samples } satisfies SoundMessage);
  },
} satisfies EngineBridge);
