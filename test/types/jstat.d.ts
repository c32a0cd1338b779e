/** The part of jStat that tests take as a reference (https://jstat.github.io/distributions.html#jStat.binomial). */
declare module 'jstat' {
  const jStat: {
    binomial: {
      /** P(X ≤ k) of n trials with probability p. */
      cdf(k: number, n: number, p: number): number;
    };
  };
  export default jStat;
}
