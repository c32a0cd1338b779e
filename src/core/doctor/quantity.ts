const suffixes: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/** A quantity of Kubernetes, `500m`, `64Mi`, `2`, `1e3`; null where the text is none (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/). */
export function parseQuantity(text: string): number | null {
  const [, amount, suffix = ''] =
    /^([+-]?\d*\.?\d+(?:[eE][+-]?\d+)?|[+-]?\d+\.)([a-zA-Z]{0,2})$/.exec(text) ?? [];
  const factor = suffixes[suffix];
  return amount === undefined || factor === undefined ? null : Number(amount) * factor;
}
