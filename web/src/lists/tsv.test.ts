import { describe, expect, it } from 'vitest'
import { read_tsv, write_tsv } from './tsv'

describe('cells from a clipboard', () => {
  it.each<[string, string[][]]>([
    ['a\tb\nc\td\n', [['a', 'b'], ['c', 'd']]],
    ['a\tb\r\nc\td\r\n', [['a', 'b'], ['c', 'd']]],
    ['"第一行\n第二行"\tb', [['第一行\n第二行', 'b']]],
    ['"第一行\r\n第二行"', [['第一行\n第二行']]],
    ['"他说""不"""\tb', [['他说"不"', 'b']]],
    ['"引号"在前\tb', [['"引号"在前', 'b']]],
    ['6" 管\tb', [['6" 管', 'b']]],
    ['"没有结束\tb', [['"没有结束', 'b']]],
    ['\t\n\t', [['', ''], ['', '']]],
    ['', [['']]],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['""\ta', [['', 'a']]],
  ])('%j', (text, cells) => expect(read_tsv(text)).toEqual(cells))
  it('gives back what it took', () => {
    const cells = [['a', 'b\tc', 'd\ne'], ['"f"', 'g"h', '']]
    expect(read_tsv(write_tsv(cells))).toEqual(cells)
  })
})
