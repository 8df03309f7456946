import { expect, test } from 'vitest'
import { cell_of, lines_of, matters_of, share_of } from './mirror'

const row = (unit: string, item: string, state: string, more = {}) => ({ id: `${unit}${item}`, version: 1, organisation_id: unit, mirror_item_id: item, state, ...more })

test('pasted lines lose their numbers, not their figures', () => {
  expect(matters_of('1. 公务接待超标准\n（二）台账不实\n\n　· 会议多\n三、一把手不管\n2025年未整改')).toEqual(['公务接待超标准', '台账不实', '会议多', '一把手不管', '2025年未整改'])
})

test('a line a unit; what is excused does not count', () => {
  const [a, b] = lines_of([row('A', '1', 'answered', { answer: 'present', finding_id: 'f' }), row('A', '2', 'owed'), row('B', '1', 'contradicted', { answer: 'not_present', finding_id: 'g' }), row('B', '2', 'void')])
  expect([a?.total, a?.answered, a?.problems, share_of(a as never)]).toEqual([2, 1, 1, 50])
  expect([b?.total, b?.answered, b?.contradicted, share_of(b as never)]).toEqual([1, 1, 1, 100])
  expect([cell_of(a?.cells['1']), cell_of(a?.cells['2']), cell_of(b?.cells['1']), cell_of(undefined)]).toEqual(['present', 'owed', 'contradicted', ''])
})
