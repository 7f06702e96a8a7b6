import { statfs } from "node:fs/promises";
import { dirname } from "node:path";

/** Bytes that this user may still write where `folder` is or will be. */
export async function freeDisk(folder: string): Promise<number> {
  for (let place = folder; ; place = dirname(place)) {
    try {
      const { bavail, bsize } = await statfs(place);
      return bavail * bsize;
    } catch (error) {
      if (dirname(place) === place) throw error;
    }
  }
}
