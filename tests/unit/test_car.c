#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "verifiers/car.h"

/* Tables are read by column. */
/* clang-format off */
#define R(lit, why) \
	{ { .ptr = (lit), .len = sizeof(lit) - 1 }, GAMUT_REASON_##why }

/* Answers that are their own canonical form. */
static const char *const plain[] = {
	"Ford F-150", "Mazda 3", "BMW 328i", "\xc5\xa0koda Octavia",
	"Toyota Tacoma", "Ram 1500", "Chevrolet Silverado",
	"Chevrolet Silverado 1500", "GMC Sierra 1500", "Honda CR-V",
	"Ferrari 488", "Mercedes-Benz C-Class", "Lamborghini Hurac\xc3\xa1n",
	"Renault Clio", "Tesla Model 3", "BMW 3 Series", "Acura Integra",
	"Mercedes-AMG GT", "Porsche 911 Carrera", "Porsche Taycan",
	"Toyota RAV4", "Toyota Land Cruiser", "Subaru Outback",
	"Hyundai Ioniq 5", "Kia EV6", "Kia Soul", "Nissan GT-R", "Nissan Leaf",
	"Nissan 370Z", "Volkswagen ID.4", "Mini Cooper", "Fiat 500",
	"Peugeot 208", "Citro\xc3\xabn C3", "Volvo XC90", "Volvo 240",
	"Lexus RX 350", "Lexus LS", "Infiniti Q50", "Cadillac Escalade",
	"Lincoln Town Car", "Buick LaCrosse", "Pontiac GTO",
	"Pontiac Firebird Trans Am", "Oldsmobile 442", "Plymouth Barracuda",
	"Chrysler Town & Country", "Chrysler 300", "Chrysler 300C",
	"Jeep Grand Cherokee", "Jeep CJ-7", "Land Rover Defender 110",
	"Land Rover Range Rover", "Rolls-Royce Phantom",
	"Bentley Continental GT", "Aston Martin DB5", "Aston Martin Vantage",
	"Jaguar E-Type", "Jaguar XJ-S", "Lotus Elise", "McLaren 720S",
	"McLaren P1", "Bugatti Chiron", "Bugatti Veyron Super Sport",
	"Koenigsegg Jesko", "Pagani Zonda", "Pagani Huayra", "Rimac Nevera",
	"Lucid Air", "Rivian R1T", "Polestar 2", "BYD Seal", "BYD Dolphin",
	"XPeng P7", "Geely Coolray", "Haval H6", "Tata Nexon", "Mahindra Thar",
	"Maruti Suzuki Swift", "Lada Niva", "Dacia Duster", "SEAT Ibiza",
	"Cupra Formentor", "Opel Corsa", "Vauxhall Astra", "Holden Commodore",
	"Ford Falcon", "Ford Model T", "Ford Mustang Mach-E",
	"DeLorean DMC-12", "Shelby Cobra", "AC Cobra", "Datsun 240Z",
	"Honda S2000", "Acura NSX", "Mazda MX-5 Miata", "Mazda RX-7",
	"Mazda CX-5", "Mitsubishi Lancer Evolution X", "Mitsubishi Eclipse",
	"Suzuki Jimny", "Daihatsu Copen", "Isuzu Trooper", "Maserati Ghibli",
	"Lancia Delta Integrale", "Ferrari F40", "Ferrari LaFerrari",
	"Trabant 601", "Yugo GV", "Studebaker Avanti", "Packard Clipper",
	"Tucker 48", "Hummer H2", "Genesis G70", "Saturn Vue", "Scion tC",
	"Geo Metro", "AMC Gremlin", "Mercury Cougar", "DS 7 Crossback",
	"MG ZS", "MG 4", "Togg T10X", "Proton Saga", "Perodua Myvi",
	"Ineos Grenadier", "Alpine A110", "Morgan Plus 4",
	"Mercedes-Benz G-Class", "Mercedes-Benz Sprinter", "Audi e-tron GT",
	"Audi Q5", "Audi TT", "Volkswagen Beetle", "Nissan Z",
	"Nissan Skyline GT-R R34", "Toyota Supra Mk4", "Toyota Corolla Cross",
	"Honda HR-V", "Chevrolet Corvette Stingray", "Chevrolet Corvette C8",
	"Chevrolet El Camino", "Chevrolet Bel Air", "Ford GT40",
	"Ford Crown Victoria", "Tesla Cybertruck", "Toyota Prius Prime",
	"Dodge Ram 1500", "Ford F-250 Super Duty", "Ford F-150 Lightning",
	"Porsche 718 Cayman", "Kia Cee'd", "Hyundai Elantra N", "Lynk & Co 01",
	"BMW M340i", "BMW 2002", "Mercedes-Benz EQS 580", "Maybach 62",
	"Cadillac CT5-V Blackwing", "Volvo V60 Cross Country",
	"Infiniti G35 Coupe",
};

static const struct accepted {
	const char *answer;
	const char *canonical;
} accepted[] = {
	{ "Ford F150", "Ford F-150" }, { "Mazda3", "Mazda 3" },
	{ "VW Golf", "Volkswagen Golf" },
	{ "2019 Honda Civic LX", "Honda Civic" },
	{ "Honda Civic 2019", "Honda Civic" },
	{ "skoda octavia", "\xc5\xa0koda Octavia" },
	{ "Honda CRV", "Honda CR-V" },
	{ "Mercedes C-Class", "Mercedes-Benz C-Class" },
	{ "Chevy Malibu", "Chevrolet Malibu" },
	{ "Lamborghini Huracan", "Lamborghini Hurac\xc3\xa1n" },
	{ "Range Rover Sport", "Land Rover Range Rover Sport" },
	{ "Dodge Challenger SRT Hellcat", "Dodge Challenger" },
	{ "Mercedes AMG GT", "Mercedes-AMG GT" },
	{ "Mercedes E350", "Mercedes-Benz E 350" },
	{ "Mercedes-Benz S500", "Mercedes-Benz S 500" },
	{ "Porsche 911 GT3 RS", "Porsche 911 GT3" },
	{ "Audi A4 2.0T quattro", "Audi A4" },
	{ "Audi RS6 Avant", "Audi RS6" }, { "BMW M3 Competition", "BMW M3" },
	{ "BMW X5 xDrive40i", "BMW X5" },
	{ "Toyota Camry Hybrid", "Toyota Camry" },
	{ "Subaru WRX STI", "Subaru WRX" }, { "VW ID4", "Volkswagen ID.4" },
	{ "VW ID 4", "Volkswagen ID.4" }, { "VW up!", "Volkswagen up!" },
	{ "Volkswagen up", "Volkswagen up!" },
	{ "Smart Fortwo", "Smart ForTwo" }, { "MINI Cooper S", "Mini Cooper" },
	{ "Citroen 2CV", "Citro\xc3\xabn 2CV" },
	{ "Saab 900 Turbo", "Saab 900" }, { "Lexus RX350", "Lexus RX 350" },
	{ "Chrysler Town and Country", "Chrysler Town & Country" },
	{ "Jeep Wrangler Rubicon", "Jeep Wrangler" }, { "NIO ET7", "Nio ET7" },
	{ "Maruti Alto", "Maruti Suzuki Alto" },
	{ "Ford Mustang GT", "Ford Mustang" },
	{ "Ford Focus ST", "Ford Focus" },
	{ "Honda Civic Type R", "Honda Civic" },
	{ "Alfa Romeo Giulia Quadrifoglio", "Alfa Romeo Giulia" },
	{ "Alfa Giulia", "Alfa Romeo Giulia" },
	{ "Lambo Aventador", "Lamborghini Aventador" }, { "MG4", "MG 4" },
	{ "MGB", "MG B" }, { "Vinfast VF 8", "VinFast VF 8" },
	{ "Caterham Seven", "Caterham 7" },
	{ "Mercedes G Wagon", "Mercedes-Benz G-Wagon" },
	{ "Mercedes 300SL", "Mercedes-Benz 300SL" },
	{ "Mercedes CLA 250", "Mercedes-Benz CLA 250" },
	{ "VW Passat 2.0 TDI", "Volkswagen Passat" },
	{ "Toyota GR86", "Toyota GR 86" },
	{ "Chevrolet Camaro SS", "Chevrolet Camaro" },
	{ "Ford Explorer XLT", "Ford Explorer" },
	{ "Tesla Model S Plaid", "Tesla Model S" },
	{ "Tesla Model Y Long Range AWD", "Tesla Model Y" },
	{ "Tesla Model X 75D", "Tesla Model X" },
	{ "Porsche Cayenne S", "Porsche Cayenne" },
	{ "Kia Ceed", "Kia Cee'd" },
	{ "Kia Sportage GT-Line", "Kia Sportage" },
	{ "Hyundai Kona Electric", "Hyundai Kona" },
	{ "Skoda Fabia Monte Carlo", "\xc5\xa0koda Fabia Monte Carlo" },
	{ "Bmw i3", "BMW i3" }, { "BMW i4 M50", "BMW i4" },
	{ "BMW X3 M40i", "BMW X3" }, { "Audi A3 Sportback", "Audi A3" },
	{ "Audi S4 Avant", "Audi S4" },
	{ "Mercedes-Benz A 200 d", "Mercedes-Benz A 200d" },
	{ "Mercedes-Maybach S 680", "Mercedes-Benz Maybach S 680" },
	{ "Toyota 4Runner TRD Pro", "Toyota 4Runner" },
	{ "Subaru Crosstrek Premium", "Subaru Crosstrek" },
	{ "GMC Yukon XL Denali", "GMC Yukon XL" },
	{ "Dodge Charger R/T Scat Pack", "Dodge Charger" },
	{ "Jeep Wrangler 4xe", "Jeep Wrangler" },
	{ "Lexus IS 350 F Sport", "Lexus IS 350" },
	{ "Nissan Rogue SV AWD", "Nissan Rogue" },
	{ "Hyundai Tucson 2021", "Hyundai Tucson" },
};

static const struct rejected {
	struct gamut_str answer;
	enum gamut_reason reason;
} rejected[] = {
	R("Toyota Mustang", UNKNOWN_MODEL), R("Tesla", NO_MODEL),
	R("not a Toyota Corolla", UNKNOWN_MAKE),
	R("Honda Accordion", UNKNOWN_MODEL),
	R("Toyota Corolla Honda Civic", EXTRA_TEXT),
	R("Toyota Corolla, Honda Civic", BAD_FORMAT), R("BMW", NO_MODEL),
	R("infinitive", UNKNOWN_MAKE), R("BMW banana", UNKNOWN_MODEL),
	R("Bradford Focus Group", UNKNOWN_MAKE),
	R("Nissan zzz", UNKNOWN_MODEL), R("Toyota Corolla 9999", EXTRA_TEXT),
	R("Infinitive Jest", UNKNOWN_MAKE),
	R("Afford a Saturnine Vue", UNKNOWN_MAKE),
	R("Yamaha R1", UNKNOWN_MAKE), R("Boeing 747", UNKNOWN_MAKE),
	R("Ducati Monster", UNKNOWN_MAKE), R("Honda CBR600RR", UNKNOWN_MODEL),
	R("Honda Gold Wing", UNKNOWN_MODEL), R("BMW R1250GS", UNKNOWN_MODEL),
	R("BMW S1000RR", UNKNOWN_MODEL), R("Suzuki Hayabusa", UNKNOWN_MODEL),
	R("Harley-Davidson Sportster", UNKNOWN_MAKE),
	R("Kawasaki Ninja", UNKNOWN_MAKE),
	R("Triumph Bonneville", UNKNOWN_MODEL),
	R("Freightliner Cascadia", UNKNOWN_MAKE),
	R("Kenworth W900", UNKNOWN_MAKE), R("Mack Anthem", UNKNOWN_MAKE),
	R("Peterbilt 379", UNKNOWN_MAKE), R("Volvo FH16", UNKNOWN_MODEL),
	R("Ford F-750", UNKNOWN_MODEL), R("Ford", NO_MODEL),
	R("2019", UNKNOWN_MAKE), R("2019 2020", UNKNOWN_MAKE),
	R("2019 Ford", NO_MODEL), R("Mustang", UNKNOWN_MAKE),
	R("Civic", UNKNOWN_MAKE), R("Corvette", UNKNOWN_MAKE),
	R("Hyundai Civic", UNKNOWN_MODEL), R("Honda Camry", UNKNOWN_MODEL),
	R("Ford Corolla", UNKNOWN_MODEL), R("Ford Silverado", UNKNOWN_MODEL),
	R("Chevrolet F-150", UNKNOWN_MODEL), R("BMW A4", UNKNOWN_MODEL),
	R("Audi 328i", UNKNOWN_MODEL), R("Mercedes X5", UNKNOWN_MODEL),
	R("Tesla Model Z", UNKNOWN_MODEL), R("Tesla Model 4", UNKNOWN_MODEL),
	R("Ferrari Aventador", UNKNOWN_MODEL),
	R("Lamborghini 488", UNKNOWN_MODEL),
	R("Porsche Beetle", UNKNOWN_MODEL), R("BMW 999i", UNKNOWN_MODEL),
	R("BMW 317i", UNKNOWN_MODEL), R("BMW 3", UNKNOWN_MODEL),
	R("BMW Series", UNKNOWN_MODEL), R("Mercedes Q500", UNKNOWN_MODEL),
	R("Lexus RX 355", EXTRA_TEXT), R("Audi A99", UNKNOWN_MODEL),
	R("Mazda 12", UNKNOWN_MODEL), R("Mazda3 Honda", EXTRA_TEXT),
	R("Peugeot 999", UNKNOWN_MODEL), R("Volvo XC95", UNKNOWN_MODEL),
	R("I drive a Ford Focus", UNKNOWN_MAKE),
	R("My favorite car is the Ford Mustang", UNKNOWN_MAKE),
	R("Sure! Ford Mustang", UNKNOWN_MAKE),
	R("The Ford Mustang", UNKNOWN_MAKE),
	R("Ford Mustang is great", EXTRA_TEXT),
	R("Ford Mustang!!", UNKNOWN_MODEL), R("Ford Mustang?", BAD_FORMAT),
	R("Ford Mustang.", BAD_FORMAT), R("- Ford Mustang", BAD_FORMAT),
	R("* Ford Mustang", BAD_FORMAT), R("1. Ford Mustang", UNKNOWN_MAKE),
	R("(Ford Mustang)", BAD_FORMAT), R("Ford Mustang (2019)", BAD_FORMAT),
	R("Ford: Mustang", UNKNOWN_MAKE), R("Ford Mustang; ", BAD_FORMAT),
	R(" Ford Mustang", BAD_FORMAT), R("Ford Mustang ", BAD_FORMAT),
	R("2019 Ford Mustang 2020", EXTRA_TEXT),
	R("1879 Ford Model T", UNKNOWN_MAKE),
	R("2040 Ford Mustang", UNKNOWN_MAKE),
	R("Ford Mustang 3000", EXTRA_TEXT), R("Ford  ", BAD_FORMAT),
	R("Fo rd", NO_MODEL), R("Fordmustang", UNKNOWN_MAKE),
	R("FordMustang", UNKNOWN_MAKE), R("Mustang Ford", UNKNOWN_MAKE),
	R("Nike Air", UNKNOWN_MAKE), R("Apple iPhone", UNKNOWN_MAKE),
	R("Airbus A320", UNKNOWN_MAKE), R("John Deere 8R", UNKNOWN_MAKE),
	R("Caterpillar D9", UNKNOWN_MAKE), R("Matchbox Mustang", UNKNOWN_MAKE),
	R("Ford Foundation", UNKNOWN_MODEL),
	R("Toyota Factory", UNKNOWN_MODEL), R("Tesla coil", UNKNOWN_MODEL),
	R("Jaguar cat", UNKNOWN_MODEL), R("Lotus flower", UNKNOWN_MODEL),
	R("Mercury planet", UNKNOWN_MODEL), R("Saturn V", UNKNOWN_MODEL),
	R("Apollo 11", UNKNOWN_MODEL), R("Genesis Chapter 1", UNKNOWN_MODEL),
	R("Dodge ball", UNKNOWN_MODEL), R("Smart phone", UNKNOWN_MODEL),
	R("Eagle feather", UNKNOWN_MODEL),
	R("International Harvester tractor", UNKNOWN_MODEL),
	R("**Ford Mustang**", BAD_FORMAT),
	R("Ford Must\xd0\xb0ng", UNKNOWN_MODEL),
	R("Ford\xe2\x80\xaeMustang", UNKNOWN_MAKE),
	R("Ford Mustang EV Toyota", EXTRA_TEXT),
	R("Toyota Corolla Corolla", EXTRA_TEXT),
	R("Toyota Corolla Prius", EXTRA_TEXT),
	R("Honda Civic Accord", EXTRA_TEXT),
	R("George took the Metro", UNKNOWN_MAKE),
	R("Kiara lives in Rio de Janeiro", UNKNOWN_MAKE),
	R("I hate BMW", UNKNOWN_MAKE), R("Any car", UNKNOWN_MAKE),
	R("Unknown", UNKNOWN_MAKE), R("N/A", UNKNOWN_MAKE),
	R("car", UNKNOWN_MAKE), R("Car make and model.", BAD_FORMAT),
	R("Ford Mustang GT GT", EXTRA_TEXT),
	R("Toyota Corolla 1.6 LX AWD Hybrid 4-door", EXTRA_TEXT),
	R("Ford Mustang 2019 2018", EXTRA_TEXT),
	R("", EMPTY), R(" ", BAD_FORMAT), R("\n", BAD_FORMAT),
	R("\0", BAD_FORMAT),
	R("Ford\0Mustang", BAD_FORMAT), R("Ford Mustang\0", BAD_FORMAT),
	R("Ford\nMustang", BAD_FORMAT), R("Ford\tMustang", BAD_FORMAT),
	R("Ford\rMustang", BAD_FORMAT), R("Ford \x7f Mustang", BAD_FORMAT),
	R("\"Ford Mustang\"", BAD_FORMAT), R("Ford \"Mustang\"", BAD_FORMAT),
	R("\xff", NOT_UTF8), R("Ford Mustang\xc3", NOT_UTF8),
	R("Ford\xed\xa0\x80Mustang", NOT_UTF8), R("Ford \xc0\x80", NOT_UTF8),
	R("\xe2\x80\x8e" "Ford Mustang", UNKNOWN_MAKE), /* left-to-right mark */
	R("Ford Mustang\xe2\x80\x8f", UNKNOWN_MODEL), /* right-to-left mark */
	R("\xe2\x80\xae" "Ford Mustang", UNKNOWN_MAKE), /* override */
	R("\xef\xbb\xbf" "Ford Mustang", UNKNOWN_MAKE), /* byte order mark */
	R("Fo\xe2\x80\x8brd Mustang", UNKNOWN_MAKE), /* zero-width space */
	R("\xc2\xa0" "Ford Mustang", BAD_FORMAT), /* no-break space */
	R("Ford\xef\xbc\x8c Mustang", BAD_FORMAT), /* full-width comma */
	R("\xe2\x80\x9c" "Ford Mustang\xe2\x80\x9d", UNKNOWN_MAKE), /* quotes */
	R("\xcc\x81", BAD_FORMAT), /* a mark alone */
	R("-", BAD_FORMAT), R("'", BAD_FORMAT), R("#", BAD_FORMAT),
	R("a b c d e f g h i j k l m n o p q r s t u v w x y z A B C D E F G",
	  TOO_LONG),
	R("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	  TOO_LONG),
};
/* clang-format on */

static const struct gamut_car_rule car = { .is_brand = false };
static const struct gamut_car_rule brand = { .is_brand = true };

static struct gamut_arena arena;
static struct gamut_lexicon *lexicon;
static void *cars;
static void *brands;

/* Once for all tests, which run in children: reading the list takes longest. */
static void open_both(void)
{
	struct gamut_err err = { 0 };

	ck_assert_msg(!gamut_lexicon_open(&lexicon, &err), "%s", err.msg);
	ck_assert_msg(!gamut_verifier_car.open(&cars, &car, lexicon, &err),
	              "%s", err.msg);
	ck_assert_msg(!gamut_verifier_car.open(&brands, &brand, lexicon, &err),
	              "%s", err.msg);
}

static void close_both(void)
{
	gamut_verifier_car.close(cars);
	gamut_verifier_car.close(brands);
	gamut_lexicon_free(lexicon);
	gamut_arena_clear(&arena);
}

static void expect(const void *state, struct gamut_str answer,
                   enum gamut_reason reason, const char *canonical)
{
	struct gamut_verdict got = gamut_verifier_car.verify(state, answer,
	                                                     &arena);

	ck_assert_msg(
		got.reason == reason &&
			gamut_str_eq(got.canonical, gamut_str_of(canonical)),
		"'%.*s': %s, '%.*s'", GAMUT_STR_ARG(answer),
		gamut_reason_name(got.reason), GAMUT_STR_ARG(got.canonical));
}

START_TEST(plain_answers)
{
	expect(cars, gamut_str_of(plain[_i]), GAMUT_REASON_VALID, plain[_i]);
}
END_TEST

START_TEST(accepted_answers)
{
	expect(cars, gamut_str_of(accepted[_i].answer), GAMUT_REASON_VALID,
	       accepted[_i].canonical);
}
END_TEST

START_TEST(rejected_answers)
{
	expect(cars, rejected[_i].answer, rejected[_i].reason, "");
}
END_TEST

START_TEST(rejected_brands)
{
	/* What is no car for its form is no brand for the same reason. */
	struct gamut_verdict got =
		gamut_verifier_car.verify(brands, rejected[_i].answer, &arena);

	if (rejected[_i].reason == GAMUT_REASON_NO_MODEL)
		return;
	ck_assert(!gamut_verdict_is_valid(got));
	ck_assert_uint_eq(got.canonical.len, 0);
}
END_TEST

START_TEST(long_answers)
{
	size_t size = (size_t)1 << 20;
	char *text = malloc(size);
	struct gamut_str all = { .ptr = text, .len = size };

	ck_assert_ptr_nonnull(text);
	memset(text, 'a', size);
	expect(cars, all, GAMUT_REASON_TOO_LONG, "");
	memset(text, 0xff, size);
	expect(cars, all, GAMUT_REASON_TOO_LONG, "");
	expect(brands, all, GAMUT_REASON_TOO_LONG, "");
	memset(text, '&', size);
	text[0] = 'a';
	text[63] = 'a';
	expect(cars, gamut_str_head(all, 64), GAMUT_REASON_UNKNOWN_MAKE, "");
	free(text);
}
END_TEST

START_TEST(members)
{
	const void *state = _i ? brands : cars;
	uint64_t count = gamut_verifier_car.member_count(state);
	struct gamut_map seen = { 0 };

	ck_assert_uint_ge(count, _i ? 130 : 2500);
	for (uint64_t i = 0; i < count; i++) {
		struct gamut_str s = gamut_verifier_car.member(state, i,
		                                               &arena);
		struct gamut_verdict got = gamut_verifier_car.verify(state, s,
		                                                     &arena);

		ck_assert_msg(gamut_verdict_is_valid(got), "'%.*s': %s",
		              GAMUT_STR_ARG(s), gamut_reason_name(got.reason));
		ck_assert_msg(gamut_str_eq(got.canonical, s),
		              "'%.*s' is '%.*s'", GAMUT_STR_ARG(s),
		              GAMUT_STR_ARG(got.canonical));
		ck_assert_msg(gamut_map_put(&seen, s, i) == i, "'%.*s' twice",
		              GAMUT_STR_ARG(s));
	}
	gamut_map_clear(&seen);
}
END_TEST

START_TEST(needs)
{
	const char *names[GAMUT_NEEDS_MAX];

	ck_assert_uint_eq(gamut_verifier_car.needs(&car, names), 1);
	ck_assert_str_eq(names[0], "cars.tsv");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("car");
	TCase *tc = tcase_create("verify");

	tcase_add_unchecked_fixture(tc, open_both, close_both);
	tcase_add_loop_test(tc, plain_answers, 0, (int)GAMUT_ARRAY_LEN(plain));
	tcase_add_loop_test(tc, accepted_answers, 0,
	                    (int)GAMUT_ARRAY_LEN(accepted));
	tcase_add_loop_test(tc, rejected_answers, 0,
	                    (int)GAMUT_ARRAY_LEN(rejected));
	tcase_add_loop_test(tc, rejected_brands, 0,
	                    (int)GAMUT_ARRAY_LEN(rejected));
	tcase_add_test(tc, long_answers);
	tcase_add_loop_test(tc, members, 0, 2);
	tcase_add_test(tc, needs);
	suite_add_tcase(suite, tc);
	return suite;
}
