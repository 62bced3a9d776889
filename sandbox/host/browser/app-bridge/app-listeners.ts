/**
 * Resolves when the app listens to an event of the window. A page shows before React has taken it over; what the admin
 * asks for meanwhile has to wait, since nobody would hear it.
 */
export function whenAppListens(eventType: string): Promise<void> {
  return new Promise((resolve) => {
    const addEventListener = window.addEventListener.bind(window);
    window.addEventListener = (...parameters: Parameters<typeof window.addEventListener>) => {
      addEventListener(...parameters);
      if (parameters[0] === eventType) resolve();
    };
  });
}
