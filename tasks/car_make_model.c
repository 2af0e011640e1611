/* car_make_model: a car by make and model, of any country and time. */
#include "tasks/builtin.h"
#include "verifiers/car.h"

static const struct gamut_car_rule rule = { .is_brand = false };

static const struct gamut_accept_case accepts[] = {
	{ "Acura Integra", "Acura Integra" },
	{ "Ford Mustang", "Ford Mustang" },
	{ "Tesla Model 3", "Tesla Model 3" },
	{ "Ford F-150", "Ford F-150" },
	{ "ford f150", "Ford F-150" },
	{ "Mazda3", "Mazda 3" },
	{ "Mazda 3", "Mazda 3" },
	{ "VW Golf", "Volkswagen Golf" },
	{ "2019 Honda Civic LX", "Honda Civic" },
	{ "Honda Civic 2019", "Honda Civic" },
	{ "BMW 328i", "BMW 328i" },
	{ "BMW 3 Series", "BMW 3 Series" },
	{ "skoda octavia", "\xc5\xa0koda Octavia" },
	{ "Ram 1500", "Ram 1500" },
	{ "Chevrolet Silverado 1500", "Chevrolet Silverado 1500" },
	{ "Chevy Malibu", "Chevrolet Malibu" },
	{ "Honda CRV", "Honda CR-V" },
	{ "Mercedes C-Class", "Mercedes-Benz C-Class" },
	{ "Lamborghini Huracan", "Lamborghini Hurac\xc3\xa1n" },
	{ "Range Rover Sport", "Land Rover Range Rover Sport" },
	{ "Peugeot 208", "Peugeot 208" },
	{ "Volkswagen Golf 2.0 TDI", "Volkswagen Golf" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "Toyota Corolla ", GAMUT_REASON_BAD_FORMAT },
	{ "Toyota Corolla.", GAMUT_REASON_BAD_FORMAT },
	{ "Toyota Corolla, Honda Civic", GAMUT_REASON_BAD_FORMAT },
	{ "Tesla", GAMUT_REASON_NO_MODEL },
	{ "BMW", GAMUT_REASON_NO_MODEL },
	{ "Toyota Mustang", GAMUT_REASON_UNKNOWN_MODEL },
	{ "Honda Accordion", GAMUT_REASON_UNKNOWN_MODEL },
	{ "BMW banana", GAMUT_REASON_UNKNOWN_MODEL },
	{ "Nissan zzz", GAMUT_REASON_UNKNOWN_MODEL },
	{ "Toyota Corolla Honda Civic", GAMUT_REASON_EXTRA_TEXT },
	{ "Toyota Corolla 9999", GAMUT_REASON_EXTRA_TEXT },
	{ "not a Toyota Corolla", GAMUT_REASON_UNKNOWN_MAKE },
	{ "a Toyota Corolla", GAMUT_REASON_UNKNOWN_MAKE },
	{ "infinitive", GAMUT_REASON_UNKNOWN_MAKE },
	{ "Infinitive Jest", GAMUT_REASON_UNKNOWN_MAKE },
	{ "Bradford Focus Group", GAMUT_REASON_UNKNOWN_MAKE },
	{ "Afford a Saturnine Vue", GAMUT_REASON_UNKNOWN_MAKE },
	{ "Yamaha R1", GAMUT_REASON_UNKNOWN_MAKE },
	{ "Boeing 747", GAMUT_REASON_UNKNOWN_MAKE },
	{ 0 },
};

const struct gamut_task gamut_task_car_make_model = {
	GAMUT_TASK_HEADER,
	.name = "car_make_model",
	.description = "Car make and model.",
	.examples = { "Acura Integra", "Ford Mustang", "Tesla Model 3" },
	.max_tokens = 16,
	.revision = 1,
	.verifier = &gamut_verifier_car,
	.rule = &rule,
	.space = 10443,
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};
