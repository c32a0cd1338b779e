import { getIn, merge, startsWith, type Path } from './paths.ts';

/** Values from one place: the file's defaults, one of its scenarios, or the settings of flags and inputs. */
export interface Layer {
  value: Record<string, unknown>;
  /** What to call the value at a path in a problem. */
  nameOf: (path: Path) => string;
  /** Folder that file names in it are relative to. */
  folder: string;
}

/** Layers on top of each other; the last one wins. */
export class Layers {
  readonly value: Record<string, unknown>;
  private readonly layers: readonly Layer[];
  private readonly main: Layer;

  /** @param main blamed for what no layer holds */
  constructor(layers: readonly Layer[], main: Layer) {
    this.layers = layers;
    this.main = main;
    this.value = layers.reduce<Record<string, unknown>>((under, layer) => merge(under, layer.value), {});
  }

  fieldOf(path: Path): string {
    return this.holderOf(path).nameOf(path);
  }

  /** Path of a file named at a path, relative to where it was named. */
  fileAt(path: Path, file: string): string {
    return joinPath(this.holderOf(path).folder, file);
  }

  private holderOf(path: Path): Layer {
    const holds = (layer: Layer) => (getIn(layer.value, path) ?? null) !== null;
    return this.layers.findLast(holds) ?? this.main;
  }
}

/** Folder of a file: `ci` of `ci/pod-start-slo.yml`, empty for one that has none. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

function joinPath(folder: string, file: string): string {
  const isAbsolute = /^([/\\]|[A-Za-z]:[/\\])/.test(file);
  return isAbsolute ? file : `${folder}${file.replace(/^(\.\/)+/, '')}`;
}

/** The paths whose values were refused so far. Nothing that depends on them is judged. */
export class RefusedPaths {
  private readonly paths: Path[] = [];

  add(path: Path): void {
    this.paths.push(path);
  }

  /** Whether the value at the path, or a mapping around it, was refused. */
  covers(path: Path): boolean {
    return this.paths.some((bad) => startsWith(path, bad));
  }

  /** Whether anything at or below the path was refused. */
  touches(path: Path): boolean {
    return this.covers(path) || this.paths.some((bad) => startsWith(bad, path));
  }
}
