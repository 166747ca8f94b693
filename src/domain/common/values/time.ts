// Moments as tags and outputs have them. What people read is in `moment.ts`.
export const iso = (ms: number): string => new Date(ms).toISOString();
