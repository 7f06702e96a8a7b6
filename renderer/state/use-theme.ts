import { useLayoutEffect } from "react";
import { useApp } from "./engine.tsx";

/** Shows the window light or dark: as is tried, as is kept, or as the computer does, also when that changes in between. */
export function useTheme(): void {
  const theme = useApp((state) => state.triedTheme ?? state.settings?.theme ?? "system");
  useLayoutEffect(() => {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const show = () => {
      const isDark = theme === "system" ? system.matches : theme === "dark";
      document.documentElement.dataset.theme = isDark ? "dark" : "light";
    };
    show();
    system.addEventListener("change", show);
    return () => system.removeEventListener("change", show);
  }, [theme]);
}
