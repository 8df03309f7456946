/* The clipboard of a spreadsheet: cells by tabs, rows by line breaks; a cell that holds either, or a quote at its beginning, stands in
 * quotes, and quotes in it are doubled. */

export const most_cells = 20000

/** Rows of cells; the line break behind the last row is none. */
export function read_tsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let i = 0
  const end_cell = () => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  while (i < text.length) {
    const c = text[i] as string
    if (c === '"' && cell === '') {
      const quoted = read_quoted(text, i)
      if (quoted) {
        cell = quoted.value
        i = quoted.next
        continue
      }
    }
    if (c === '\t') end_cell()
    else if (c === '\n' || c === '\r') {
      end_cell()
      if (c === '\r' && text[i + 1] === '\n') i++
      rows.push([])
    } else cell += c
    i++
  }
  end_cell()
  const last = rows.at(-1)
  if (rows.length > 1 && last?.length === 1 && last[0] === '') rows.pop()
  return rows
}

/** A cell in quotes, when it ends where a cell may end; otherwise the quote is just a quote. */
function read_quoted(text: string, start: number): { value: string; next: number } | null {
  let value = ''
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] !== '"') value += text[i]
    else if (text[i + 1] === '"') value += text[i++]
    else {
      const after = text[i + 1]
      return after === undefined || after === '\t' || after === '\n' || after === '\r' ? { value: value.replace(/\r\n?/g, '\n'), next: i + 1 } : null
    }
  }
  return null
}

export function write_tsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[\t\n\r]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return rows.map((row) => row.map(cell).join('\t')).join('\n')
}
