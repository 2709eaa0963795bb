/** Not a failure: why an attempt ends, while its operation goes on with another one. */
export class HandBack extends Error {}
