/* The chemical elements' symbols, by atomic number from 1. Written by hand. */
const ELEMENTS = (
	"H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co " +
	"Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb " +
	"Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re " +
	"Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es " +
	"Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og").split(" ");

/* The atomic numbers that the periods (rows of the table) begin with. */
const ELEMENT_PERIODS = [1, 3, 11, 19, 37, 55, 87];

/* Half a row of space parts the lanthanides and actinides from the others. */
const ELEMENT_ROWS = 9.5;

/*
 * [column, row] of an element, from 0. The table is 18 columns wide; the
 * lanthanides and actinides, which begin the sixth and seventh period's third
 * column, stand below.
 */
function elementPlace(number) {
	const period = ELEMENT_PERIODS.filter((first) => number >= first).length - 1;
	const within = number - ELEMENT_PERIODS[period];
	const width = [2, 8, 8, 18, 18, 32, 32][period];

	if (within < (period === 0 ? 1 : 2))
		return [within, period];
	if (width === 32 && within < 17)
		return [within, period + 2.5];
	return [18 - width + within, period];
}
