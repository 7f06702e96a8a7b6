import { useEffect, useState } from "react";

/** A microphone that can be chosen. */
export interface Microphone {
  readonly id: string;
  readonly name: string;
}

/** The microphones of this machine, as they come and go. Undefined until they are known. Names come once the microphone may be used. */
export function useMicrophones(): readonly Microphone[] | undefined {
  const [microphones, setMicrophones] = useState<readonly Microphone[]>();
  useEffect(() => {
    let isOver = false;
    const read = async () => {
      const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
      if (isOver) return;
      const inputs = devices.filter(({ kind, deviceId }) => kind === "audioinput" && deviceId !== "");
      setMicrophones(inputs.map(({ deviceId, label }, i) => ({ id: deviceId, name: label || `Microfoon ${i + 1}` })));
    };
    void read();
    navigator.mediaDevices?.addEventListener("devicechange", read);
    return () => {
      isOver = true;
      navigator.mediaDevices?.removeEventListener("devicechange", read);
    };
  }, []);
  return microphones;
}
