const SESSION_NAMES = /^(_|__|___|_\d+|In|Out|_i+|_i\d+|_oh|_ih|_dh)$/;

/** Whether IPython keeps something of the session under a name: results and inputs of earlier cells. */
export function isSessionName(name: string): boolean {
  return SESSION_NAMES.test(name);
}
