#include "runner/report/page.h"

#include "runner/report/report.h"

bool gamut_page_add(const struct gamut_page *page, const struct gamut_buf *part)
{
	if (page->out->len - page->begin + part->len > GAMUT_PAGE_BYTES_MAX)
		return false;
	gamut_buf_add(page->out, gamut_buf_view(part));
	return true;
}

void gamut_page_left_out(const struct gamut_page *page, size_t count,
                         const char *what)
{
	if (count > 0)
		gamut_buf_addf(page->out, "- and %zu more %s\n", count, what);
}

void gamut_page_grid(const struct gamut_page *page,
                     const struct gamut_grid *grid, const char *what)
{
	size_t count = gamut_grid_rows(grid) - 1;
	struct gamut_buf part = { 0 };
	size_t most = count;

	if (count == 0)
		return;
	while (most > 0) {
		gamut_buf_clear(&part);
		gamut_report_grid_markdown_head(&part, grid, most);
		gamut_buf_add_char(&part, '\n');
		if (gamut_page_add(page, &part))
			break;
		most /= 2;
	}
	gamut_page_left_out(page, count - most, what);
	if (most < count)
		gamut_buf_add_char(page->out, '\n');
	gamut_buf_release(&part);
}
