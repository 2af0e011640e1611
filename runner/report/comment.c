#include "runner/report/comment.h"

#include "runner/report/report.h"

bool gamut_comment_add(const struct gamut_comment *comment,
                       const struct gamut_buf *part)
{
	if (comment->out->len - comment->begin + part->len >
	    GAMUT_COMMENT_BYTES_MAX)
		return false;
	gamut_buf_add(comment->out, gamut_buf_view(part));
	return true;
}

void gamut_comment_left_out(const struct gamut_comment *comment, size_t count,
                            const char *what)
{
	if (count > 0)
		gamut_buf_addf(comment->out, "- and %zu more %s\n", count,
		               what);
}

void gamut_comment_grid(const struct gamut_comment *comment,
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
		if (gamut_comment_add(comment, &part))
			break;
		most /= 2;
	}
	gamut_comment_left_out(comment, count - most, what);
	if (most < count)
		gamut_buf_add_char(comment->out, '\n');
	gamut_buf_release(&part);
}
