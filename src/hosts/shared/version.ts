/** Put in by the bundler, from package.json. */
declare const POD_START_SLO_VERSION: string | undefined;

export const toolVersion: string =
  typeof POD_START_SLO_VERSION === 'string' ? POD_START_SLO_VERSION : '0.0.0-source';
