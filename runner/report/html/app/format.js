/* Numbers as text. What is undefined is null in the data, and a dash here. */

const DASH = "–";

function isNumber(value) {
	return typeof value === "number" && Number.isFinite(value);
}

/* 74.3 of a share of 0.743. */
function percent(share, digits = 1) {
	return isNumber(share) ? (100 * share).toFixed(digits) : DASH;
}

function fixed(value, digits = 1) {
	return isNumber(value) ? value.toFixed(digits) : DASH;
}

/* 1,048,576 */
function count(value) {
	return isNumber(value) ? value.toLocaleString("en-US") : DASH;
}

/* "72.4 to 76.1", of numbers that `format` writes. */
function range(interval, format) {
	if (!interval || !isNumber(interval[0]) || !isNumber(interval[1]))
		return DASH;
	return `${format(interval[0])} to ${format(interval[1])}`;
}

/* 1 sample, 2 samples */
function plural(number, one, many = one + "s") {
	return `${count(number)} ${number === 1 ? one : many}`;
}
