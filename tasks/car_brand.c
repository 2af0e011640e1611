/* car_brand: a make of cars, of any country and time. */
#include "tasks/builtin.h"
#include "verifiers/car.h"

static const struct gamut_car_rule rule = { .is_brand = true };

static const struct gamut_accept_case accepts[] = {
	{ "Acura", "Acura" },
	{ "Ford", "Ford" },
	{ "Tesla", "Tesla" },
	{ "TOYOTA", "Toyota" },
	{ "bmw", "BMW" },
	{ "Mercedes", "Mercedes-Benz" },
	{ "Mercedes Benz", "Mercedes-Benz" },
	{ "Chevy", "Chevrolet" },
	{ "VW", "Volkswagen" },
	{ "Skoda", "\xc5\xa0koda" },
	{ "\xc5\xa0koda", "\xc5\xa0koda" },
	{ "Citroen", "Citro\xc3\xabn" },
	{ "Renault", "Renault" },
	{ "BYD", "BYD" },
	{ "Rolls Royce", "Rolls-Royce" },
	{ "Alfa", "Alfa Romeo" },
	{ "land-rover", "Land Rover" },
	{ "Lamborghini", "Lamborghini" },
	{ "Peugeot", "Peugeot" },
	{ "Studebaker", "Studebaker" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ " Ford", GAMUT_REASON_BAD_FORMAT },
	{ "Ford.", GAMUT_REASON_BAD_FORMAT },
	{ "Ford, Toyota", GAMUT_REASON_BAD_FORMAT },
	{ "\"Ford\"", GAMUT_REASON_BAD_FORMAT },
	{ "Ford\nToyota", GAMUT_REASON_BAD_FORMAT },
	{ "Ford Mustang", GAMUT_REASON_EXTRA_TEXT },
	{ "Ford Toyota", GAMUT_REASON_EXTRA_TEXT },
	{ "Mustang", GAMUT_REASON_UNKNOWN_MAKE },
	{ "a Ford", GAMUT_REASON_UNKNOWN_MAKE },
	{ "Freightliner", GAMUT_REASON_UNKNOWN_MAKE },
	{ "Yamaha", GAMUT_REASON_UNKNOWN_MAKE },
	{ "Boeing", GAMUT_REASON_UNKNOWN_MAKE },
	{ "infinitive", GAMUT_REASON_UNKNOWN_MAKE },
	{ "Fordd", GAMUT_REASON_UNKNOWN_MAKE },
	{ 0 },
};

const struct gamut_task gamut_task_car_brand = {
	GAMUT_TASK_HEADER,
	.name = "car_brand",
	.description = "Car brand.",
	.examples = { "Acura", "Ford", "Tesla" },
	.max_tokens = 8,
	.revision = 1,
	.verifier = &gamut_verifier_car,
	.rule = &rule,
	.space = 387,
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};
