#include "tests/support/unit.h"

#include "tests/support/verdicts.h"
#include "verifiers/formula.h"
#include "verifiers/formula_parts.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_formula_rule compounds = { .skips_balance = false };
static const struct gamut_formula_rule any = { .skips_balance = true };
static const struct gamut_formula_rule elements = { .allows_elements = true };
static const struct gamut_formula_rule ions = { .allows_ions = true };

#define VALID GAMUT_REASON_VALID
#define SYNTAX GAMUT_REASON_BAD_SYNTAX
#define UNKNOWN GAMUT_REASON_UNKNOWN_ELEMENT
#define VALENCE GAMUT_REASON_BAD_VALENCE
#define EXCLUDED GAMUT_REASON_EXCLUDED

static const struct gamut_verdict_row rows[] = {
	/* Hill's order. */
	{ &compounds, S("H2O"),      VALID, "H2O" },
	{ &compounds, S("OH2"),      VALID, "H2O" },
	{ &compounds, S("H₂O"),      VALID, "H2O" },
	{ &compounds, S("C2H5OH"),   VALID, "C2H6O" },
	{ &compounds, S("CH3CH2OH"), VALID, "C2H6O" },
	{ &compounds, S("C6H12O6"),  VALID, "C6H12O6" },
	{ &compounds, S("NaCl"),     VALID, "ClNa" },
	{ &compounds, S("H2SO4"),    VALID, "H2O4S" },
	{ &compounds, S("CaCO3"),    VALID, "CCaO3" },
	{ &compounds, S("NaHCO3"),   VALID, "CHNaO3" },
	{ &compounds, S("(NH4)2SO4"), VALID, "H8N2O4S" },
	{ &compounds, S("Al2(SO4)3"), VALID, "Al2O12S3" },
	{ &compounds, S("K4[Fe(CN)6]"), VALID, "C6FeK4N6" },
	{ &compounds, S("CuSO4·5H2O"), VALID, "CuH10O9S" },
	{ &compounds, S("CuSO₄⋅5H₂O"), VALID, "CuH10O9S" },
	{ &compounds, S("CuSO4•5H2O"), VALID, "CuH10O9S" },
	{ &compounds, S("CuSO4.5H2O"), VALID, "CuH10O9S" },
	{ &compounds, S("Ca(C2H3O2)2·H2O"), VALID, "C4H8CaO5" },
	/* How it is written. */
	{ &compounds, S(""),         GAMUT_REASON_EMPTY, "" },
	{ &compounds, S("h2o"),      SYNTAX, "" },
	{ &compounds, S("H1"),       SYNTAX, "" },
	{ &compounds, S("H2O1"),     SYNTAX, "" },
	{ &compounds, S("H02O"),     SYNTAX, "" },
	{ &compounds, S("H0"),       SYNTAX, "" },
	{ &compounds, S("H2 O"),     SYNTAX, "" },
	{ &compounds, S("2H2O"),     SYNTAX, "" },
	{ &compounds, S("()"),       SYNTAX, "" },
	{ &compounds, S("Ca(OH"),    SYNTAX, "" },
	{ &compounds, S("Ca(OH]2"),  SYNTAX, "" },
	{ &compounds, S("CaOH)2"),   SYNTAX, "" },
	{ &compounds, S("CuSO4·"),   SYNTAX, "" },
	{ &compounds, S("·H2O"),     SYNTAX, "" },
	{ &compounds, S("C1000H2002"), SYNTAX, "" },
	{ &compounds, S("SO4^2-"),   SYNTAX, "" },
	{ &compounds, S("NH4+"),     SYNTAX, "" },
	{ &compounds, S("H-O-H"),    SYNTAX, "" },
	{ &compounds, S("Water: H2O"), UNKNOWN, "" },
	{ &compounds, S("Xy2"),      UNKNOWN, "" },
	{ &compounds, S("JO2"),      UNKNOWN, "" },
	{ &compounds, S("Uue2O"),    UNKNOWN, "" },
	{ &compounds, S("((((((((H2O))))))))"), VALID, "H2O" },
	{ &compounds, S("(((((((((H2O)))))))))"), SYNTAX, "" },
	{ &compounds, S("(((H999)999)999)999"), GAMUT_REASON_TOO_LONG, "" },
	/* Lone elements. */
	{ &compounds, S("O2"),       EXCLUDED, "" },
	{ &compounds, S("Fe"),       EXCLUDED, "" },
	{ &compounds, S("O9"),       EXCLUDED, "" },
	{ &elements,  S("O2"),       VALID, "O2" },
	{ &elements,  S("O3"),       VALID, "O3" },
	{ &elements,  S("Fe"),       VALID, "Fe" },
	{ &elements,  S("He"),       VALID, "He" },
	{ &elements,  S("P4"),       VALID, "P4" },
	{ &elements,  S("S8"),       VALID, "S8" },
	{ &elements,  S("I2"),       VALID, "I2" },
	{ &elements,  S("O"),        VALENCE, "" },
	{ &elements,  S("O4"),       VALENCE, "" },
	{ &elements,  S("He2"),      VALENCE, "" },
	{ &elements,  S("Fe2"),      VALENCE, "" },
	/* No balance asked for. */
	{ &any,       S("NaCl2"),    VALID, "Cl2Na" },
	{ &any,       S("Xy2"),      UNKNOWN, "" },
	{ &any,       S("O2"),       EXCLUDED, "" },
	/* Ions. */
	{ &ions,      S("SO4^2-"),   VALID, "O4S^2-" },
	{ &ions,      S("SO4²⁻"),    VALID, "O4S^2-" },
	{ &ions,      S("SO₄²⁻"),    VALID, "O4S^2-" },
	{ &ions,      S("NH4+"),     VALID, "H4N^+" },
	{ &ions,      S("NH4^+"),    VALID, "H4N^+" },
	{ &ions,      S("NO3-"),     VALID, "NO3^-" },
	{ &ions,      S("OH⁻"),      VALID, "HO^-" },
	{ &ions,      S("H3O+"),     VALID, "H3O^+" },
	{ &ions,      S("Fe^3+"),    VALID, "Fe^3+" },
	{ &ions,      S("CH3COO-"),  VALID, "C2H3O2^-" },
	{ &ions,      S("PO4^3-"),   VALID, "O4P^3-" },
	{ &ions,      S("MnO4-"),    VALID, "MnO4^-" },
	{ &ions,      S("FeO4^2-"),  VALID, "FeO4^2-" },
	{ &ions,      S("NaCl"),     VALID, "ClNa" },
	{ &ions,      S("SO4-"),     VALENCE, "" },
	{ &ions,      S("Na^2+"),    VALENCE, "" },
	{ &ions,      S("NH4"),      VALENCE, "" },
	{ &ions,      S("SO4^"),     SYNTAX, "" },
	{ &ions,      S("SO4^-2"),   SYNTAX, "" },
	{ &ions,      S("SO4^1-"),   SYNTAX, "" },
	{ &ions,      S("Na++"),     SYNTAX, "" },
};

/* Compounds of textbooks: all there is to be found on shelves or in rocks. */
static const char *const made[] = {
	"H2O", "H2O2", "NH3", "CH4", "C2H6", "C3H8", "C4H10", "C8H18", "C2H4",
	"C3H6", "C2H2", "C6H6", "C7H8", "C10H8", "CH3OH", "C2H5OH",
	"CH3CH2OH", "C3H7OH", "CH3COOH", "HCOOH", "HCHO", "CH2O", "CH3CHO",
	"CH3COCH3", "(CH3)2CO", "C6H5OH", "C6H5NH2", "CH3NH2", "CO(NH2)2",
	"CH4N2O", "CHCl3", "CCl4", "CH2Cl2", "CCl2F2", "CF4", "C2F4",
	"C6H12O6", "C12H22O11", "C9H8O4", "C8H10N4O2", "C10H15N", "C17H21NO4",
	"C10H16N5O13P3", "C16H18N2O4S", "C20H25N3O", "C3H5N3O9", "C7H5N3O6",
	"HOOCCOOH", "H2C2O4", "Na2C2O4", "CaC2O4", "NaCH3COO", "CH3COONa",
	"Ca(CH3COO)2", "Pb(CH3COO)2", "NaHCO3", "Ca(HCO3)2", "Na2CO3",
	"K2CO3", "CaCO3", "MgCO3", "CaMg(CO3)2", "(NH4)2CO3", "NH4HCO3", "CO",
	"CO2", "CS2", "COS", "COCl2", "HCN", "KCN", "NaCN", "KSCN", "NH4SCN",
	"KOCN", "K4[Fe(CN)6]", "K3[Fe(CN)6]", "Fe4[Fe(CN)6]3", "NO", "NO2",
	"N2O", "N2O3", "N2O4", "N2O5", "HNO2", "HNO3", "NaNO2", "NaNO3",
	"KNO3", "NH4NO3", "NH4NO2", "AgNO3", "Cu(NO3)2", "Pb(NO3)2",
	"Fe(NO3)3", "Al(NO3)3", "N2H4", "NH2OH", "NH4Cl", "NH4OH",
	"(NH4)2SO4", "(NH4)3PO4", "(NH4)2Cr2O7", "NH4ClO4", "(NH4)2S", "NaN3",
	"Pb(N3)2", "HN3", "NCl3", "NF3", "NI3", "SO2", "SO3", "H2S", "H2SO3",
	"H2SO4", "H2S2O7", "Na2SO3", "Na2SO4", "NaHSO4", "Na2S2O3", "Na2S2O5",
	"K2S2O8", "SF4", "SF6", "SCl2", "S2Cl2", "SOCl2", "SO2Cl2", "CaSO4",
	"CaSO4·2H2O", "BaSO4", "MgSO4·7H2O", "CuSO4", "CuSO4·5H2O",
	"CuSO4·5H₂O", "FeSO4·7H2O", "ZnSO4", "Al2(SO4)3", "Fe2(SO4)3",
	"KAl(SO4)2·12H2O", "(NH4)2Fe(SO4)2·6H2O", "PH3", "PCl3", "PCl5",
	"P2O5", "P4O10", "P4O6", "H3PO3", "H3PO4", "H4P2O7", "HPO3", "Na3PO4",
	"Na2HPO4", "NaH2PO4", "Ca3(PO4)2", "Ca5(PO4)3OH", "Ca5(PO4)3F",
	"Ca10(PO4)6(OH)2", "POCl3", "AsH3", "As2O3", "H3AsO4", "SbCl5",
	"Bi2O3", "HF", "HCl", "HBr", "HI", "HClO", "HClO2", "HClO3", "HClO4",
	"NaClO", "NaClO2", "NaClO3", "KClO3", "KClO4", "Cl2O", "Cl2O7",
	"ClO2", "ClF3", "BrF5", "IF7", "ICl", "HIO3", "KIO3", "I2O5", "OF2",
	"O2F2", "XeF2", "XeF4", "XeF6", "XeO3", "XeOF4", "KrF2", "NaCl",
	"KCl", "LiCl", "NaF", "KBr", "KI", "CsCl", "MgCl2", "CaCl2", "CaF2",
	"BaCl2", "SrCl2", "AlCl3", "FeCl2", "FeCl3", "CuCl", "CuCl2", "AgCl",
	"AgBr", "ZnCl2", "HgCl2", "Hg2Cl2", "SnCl2", "SnCl4", "PbCl2",
	"TiCl4", "SiCl4", "BF3", "BCl3", "UF6", "WF6", "AuCl3", "HAuCl4",
	"H2PtCl6", "Na2O", "Na2O2", "K2O", "KO2", "MgO", "CaO", "BaO2", "ZnO",
	"Al2O3", "SiO2", "TiO2", "FeO", "Fe2O3", "Fe3O4", "CuO", "Cu2O",
	"Ag2O", "HgO", "MnO2", "Mn2O7", "CrO3", "Cr2O3", "V2O5", "WO3",
	"MoO3", "SnO2", "PbO", "PbO2", "Pb3O4", "Co3O4", "UO2", "U3O8",
	"OsO4", "CeO2", "La2O3", "NaOH", "KOH", "Ca(OH)2", "Ba(OH)2",
	"Mg(OH)2", "Al(OH)3", "Fe(OH)2", "Fe(OH)3", "Cu(OH)2", "FeO(OH)",
	"KMnO4", "K2MnO4", "K2CrO4", "K2Cr2O7", "K2FeO4", "BaTiO3", "LiCoO2",
	"LiFePO4", "YBa2Cu3O7", "Na2SiO3", "CaSiO3", "KAlSi3O8",
	"Mg3Si4O10(OH)2", "Al2Si2O5(OH)4", "Na2B4O7·10H2O", "H3BO3", "NaBH4",
	"B2H6", "LiAlH4", "NaH", "CaH2", "SiH4", "Si(CH3)4", "SiC", "CaC2",
	"Al4C3", "B4C", "WC", "BN", "AlN", "GaN", "GaAs", "InP", "Si3N4",
	"Mg3N2", "Li3N", "Ca3P2", "Mg2Si", "ZnS", "CdTe", "PbS", "HgS", "FeS",
	"FeS2", "Cu2S", "CuFeS2", "MoS2", "Sb2S3", "Ni(CO)4", "Fe(CO)5",
	"Fe(C5H5)2", "Pb(C2H5)4", "[Cu(NH3)4]SO4", "[Co(NH3)6]Cl3",
	"Pt(NH3)2Cl2", "[Fe(H2O)6]Cl3", "K2[PtCl4]", "Na3AlF6", "H2SiF6",
	"HBF4", "NaAlO2", "Na2[Zn(OH)4]", "CrO2Cl2", "NOCl",
};

/* Radicals, ions without their charge, and what no chemist would write. */
static const char *const impossible[] = {
	"NaCl2", "Na2Cl", "NaCl3", "H3O", "H4O", "HO", "HO2", "H2O3", "CaCl",
	"CaCl3", "CaOH", "AlO", "AlO2", "Al2O", "Al3O2", "AlCl2", "AlCl4",
	"CO4", "CO3", "HeO", "He2", "HeH", "ArF2", "NeO", "NaO", "Na3O",
	"NaO3", "KCl2", "K2Br", "LiO", "MgO2H", "MgCl", "MgOH", "Mg2O",
	"BaCl3", "ZnCl", "ZnCl3", "ZnO2H", "NaSO4", "Na3SO4", "Na2SO5",
	"CaPO4", "Ca2PO4", "NaCO3", "CaHCO3", "NH4", "NH5", "NH2", "N3O",
	"N2O7", "NO3", "NO4", "CH3", "CH5", "CH2", "CH6", "C2H5", "C2H7",
	"C2H8", "C3H9", "C6H15", "C6H11O6", "CHO", "CH3O", "C2H5O", "CCl3",
	"CCl5", "HSO4", "H2SO6", "SO4", "S2O", "SF3", "SF5", "SF7", "SO",
	"PCl4", "PO4", "PO", "NF5", "NF4", "H2NO3", "H2Cl", "HCl2", "H2F",
	"HClO5", "ClF7", "Cl3", "FeCl4", "FeCl", "FeO3", "CuCl3", "AgCl2",
	"AgNO2O3", "HgCl", "SiO3", "SiCl3", "TiO5", "MnO5", "MnO3", "XeF3",
	"XeF", "XeO2", "XeO", "OsO5", "Fe3O5", "Na2Cl2", "H4O2",
	"Ca2O2", "Na4Cl4", "RfO2", "OgF2", "KSO4", "K3SO4", "(NH4)SO4",
	"NH4CO3", "(NH4)3Cl", "CuSO3O2", "Al(SO4)3", "Al2SO4", "CaCO4",
	"CuSO4·5H3O", "NaK", "Fe2Cu",
};
/* clang-format on */

START_TEST(verdicts)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++)
		gamut_expect_verdict(&gamut_verifier_formula, &rows[i]);
}
END_TEST

static void expect_all(const struct gamut_formula_rule *rule,
                       const char *const *texts, size_t count,
                       enum gamut_reason reason)
{
	struct gamut_arena arena = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct gamut_verdict got =
			gamut_judge(&gamut_verifier_formula, rule,
		                    gamut_str_of(texts[i]), &arena);

		ck_assert_msg(got.reason == reason, "'%s' is %s", texts[i],
		              gamut_reason_name(got.reason));
	}
	gamut_arena_clear(&arena);
}

START_TEST(accepts_what_is_made)
{
	expect_all(&compounds, made, GAMUT_ARRAY_LEN(made), VALID);
}
END_TEST

START_TEST(refuses_what_is_impossible)
{
	expect_all(&elements, impossible, GAMUT_ARRAY_LEN(impossible), VALENCE);
}
END_TEST

/* Symbols stand in the table of states too: by the word list's numbers. */
START_TEST(knows_the_elements)
{
	struct gamut_lexicon *lexicon = gamut_lexicon_open();
	struct gamut_str text;
	struct gamut_str line;
	int z = 0;

	ck_assert_int_eq(
		gamut_lexicon_read(&text, lexicon, "elements.tsv", NULL),
		GAMUT_OK);
	while (gamut_lexicon_take_line(&text, &line)) {
		struct gamut_str number;
		struct gamut_str symbol;

		ck_assert(gamut_str_take_field(&line, '\t', &number));
		ck_assert(gamut_str_take_field(&line, '\t', &symbol));
		ck_assert_int_eq(gamut_formula_find(symbol), ++z);
	}
	ck_assert_int_eq(z, GAMUT_ELEMENTS);
	gamut_lexicon_free(lexicon);
}
END_TEST

START_TEST(hostile)
{
	gamut_expect_hostile(&gamut_verifier_formula, &ions, "H2SO4");
}
END_TEST

START_TEST(members)
{
	gamut_expect_members(&gamut_verifier_formula, &compounds, 198, 1);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("formula");
	TCase *tc = tcase_create("verify");

	tcase_add_test(tc, verdicts);
	tcase_add_test(tc, accepts_what_is_made);
	tcase_add_test(tc, refuses_what_is_impossible);
	tcase_add_test(tc, knows_the_elements);
	tcase_add_test(tc, hostile);
	tcase_add_test(tc, members);
	suite_add_tcase(suite, tc);
	return suite;
}
