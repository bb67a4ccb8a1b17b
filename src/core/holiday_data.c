/*
 * holiday_data.c: the bank holidays of England and Wales 2023 to 2028, as
 * gov.uk/bank-holidays lists them; where a day falls on a weekend, its
 * substitute. Only data: what a trust works with are its holiday rows.
 */
#include "core/closed_days.h"

/* clang-format off */
static const struct holiday_day days[] = {
	{ "2023-01-02", "New Year's Day (substitute day)", false },
	{ "2023-04-07", "Good Friday", false },
	{ "2023-04-10", "Easter Monday", false },
	{ "2023-05-01", "Early May bank holiday", false },
	{ "2023-05-08", "Coronation of King Charles III", true },
	{ "2023-05-29", "Spring bank holiday", false },
	{ "2023-08-28", "Summer bank holiday", false },
	{ "2023-12-25", "Christmas Day", false },
	{ "2023-12-26", "Boxing Day", false },
	{ "2024-01-01", "New Year's Day", false },
	{ "2024-03-29", "Good Friday", false },
	{ "2024-04-01", "Easter Monday", false },
	{ "2024-05-06", "Early May bank holiday", false },
	{ "2024-05-27", "Spring bank holiday", false },
	{ "2024-08-26", "Summer bank holiday", false },
	{ "2024-12-25", "Christmas Day", false },
	{ "2024-12-26", "Boxing Day", false },
	{ "2025-01-01", "New Year's Day", false },
	{ "2025-04-18", "Good Friday", false },
	{ "2025-04-21", "Easter Monday", false },
	{ "2025-05-05", "Early May bank holiday", false },
	{ "2025-05-26", "Spring bank holiday", false },
	{ "2025-08-25", "Summer bank holiday", false },
	{ "2025-12-25", "Christmas Day", false },
	{ "2025-12-26", "Boxing Day", false },
	{ "2026-01-01", "New Year's Day", false },
	{ "2026-04-03", "Good Friday", false },
	{ "2026-04-06", "Easter Monday", false },
	{ "2026-05-04", "Early May bank holiday", false },
	{ "2026-05-25", "Spring bank holiday", false },
	{ "2026-08-31", "Summer bank holiday", false },
	{ "2026-12-25", "Christmas Day", false },
	{ "2026-12-28", "Boxing Day (substitute day)", false },
	{ "2027-01-01", "New Year's Day", false },
	{ "2027-03-26", "Good Friday", false },
	{ "2027-03-29", "Easter Monday", false },
	{ "2027-05-03", "Early May bank holiday", false },
	{ "2027-05-31", "Spring bank holiday", false },
	{ "2027-08-30", "Summer bank holiday", false },
	{ "2027-12-27", "Christmas Day (substitute day)", false },
	{ "2027-12-28", "Boxing Day (substitute day)", false },
	{ "2028-01-03", "New Year's Day (substitute day)", false },
	{ "2028-04-14", "Good Friday", false },
	{ "2028-04-17", "Easter Monday", false },
	{ "2028-05-01", "Early May bank holiday", false },
	{ "2028-05-29", "Spring bank holiday", false },
	{ "2028-08-28", "Summer bank holiday", false },
	{ "2028-12-25", "Christmas Day", false },
	{ "2028-12-26", "Boxing Day", false },
};
/* clang-format on */

const struct holiday_day *holiday_days(size_t *ret_n)
{
	*ret_n = NELEM(days);
	return days;
}
