export const monthsInYear = 12;

export const seasons = ['summer', 'winter', 'spring', 'gifts', 'school', 'all-year'] as const;

export type Season = (typeof seasons)[number];

/** Demand by month, January first, as a multiple of an ordinary month. */
const demandByMonth: Readonly<Record<Season, readonly number[]>> = {
  summer: [0.15, 0.2, 0.4, 0.9, 1.8, 2.6, 2.8, 2.1, 0.9, 0.4, 0.2, 0.2],
  winter: [2.6, 2.0, 1.0, 0.3, 0.1, 0.1, 0.1, 0.2, 0.5, 1.2, 2.2, 2.8],
  spring: [0.4, 0.8, 1.8, 2.4, 2.2, 1.4, 0.8, 0.6, 0.7, 0.5, 0.3, 0.3],
  gifts: [0.5, 0.6, 0.6, 0.6, 0.7, 0.6, 0.6, 0.6, 0.7, 1.0, 2.0, 3.6],
  school: [0.9, 0.8, 0.8, 0.8, 0.8, 0.9, 1.2, 1.8, 1.5, 0.9, 1.2, 1.3],
  'all-year': [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
};

/** How busy the whole shop is in each month. */
const trafficByMonth: readonly number[] = [0.9, 0.8, 0.85, 0.9, 1.0, 1.05, 1.05, 0.95, 0.9, 0.95, 1.25, 1.6];

/** How busy it is in each hour of the day; a session that starts in the last of them still ends on the same day. */
export const trafficByHour: readonly number[] = [
  0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 5, 6, 5, 4, 4, 5, 6, 7, 9, 10, 8, 4, 0,
];

export function seasonalDemand(season: Season, month: number): number {
  return demandByMonth[season][month];
}

export function traffic(month: number, weekend: boolean): number {
  return trafficByMonth[month] * (weekend ? 1.25 : 1);
}
