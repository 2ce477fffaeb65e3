/** The last second of a day (yyyy-mm-dd) by the viewer's clock. */
export function endOf(day) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year, month - 1, date, 23, 59, 59).toISOString();
}
