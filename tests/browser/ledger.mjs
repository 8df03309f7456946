/* D. The page people live in: what is asked and kept, cells, many rows at once, the clipboard, files, a telephone. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, enter, here, large_store, make_store, open_page, phone, read_page, sample_password, serve } from './harness.mjs'

const findings = '/api/v1/ledgers/ZGJ/findings'
const ready = (page) => page.waitForSelector('.grid .row.finding')
const titles = async (page) => (await page.locator('.grid .row.finding .cell-title').allInnerTexts()).map((s) => s.replace(/^▾\s*/, '').trim())
const counted = (page, n) => page.waitForSelector(`.count >> text="共 ${n} 条"`)
const cell = (page, number, field) => page.locator(`.grid .row:has(.cell-number a:text-is("${number}")) .cell-${field}`)
const total = async (page, query) => (await call(page, 'GET', `${findings}?limit=1&${query}`)).json.total

async function open_ledger(page, query = '') {
  await page.goto(`${page.base}/ledger${query}`)
  await ready(page)
}
async function add_filter(page, label, work) {
  await page.click('.filters .add .opener')
  await page.locator('.filters .add .find input').fill(label)
  await page.locator(`.filters .add .fields button:text-is("${label}")`).click()
  await work(page.locator('.filters .add .filter'))
  await page.keyboard.press('Escape')
}
/** Puts text on the clipboard of the page and pastes it where the person is. */
const paste = (page, text) =>
  page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)
const copy = (page) =>
  page.evaluate(() => {
    const data = new DataTransfer()
    document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }))
    return data.getData('text/plain')
  })

export const tests = {
  async 'ledger: a state and its number, which is of problems and opens as many'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await page.goto(`${page.base}/ledger?mode=list`)
    await ready(page)
    const chip = page.locator('.count-chip:has-text("已登记")')
    await chip.locator('b').waitFor()
    const number = Number(await chip.locator('b').innerText())
    const all = await total(page, 'state=registered')
    assert.ok(number > 0 && number < all, 'headings and points are not counted')
    assert.equal(number, (await call(page, 'GET', '/api/v1/ledgers/ZGJ/summary')).json.figures.registered.count)
    await chip.click()
    await counted(page, number)
    assert.equal(await chip.locator('b').innerText(), String(number), 'asking for it does not change it')
    await chip.click()
    await counted(page, await total(page, ''))
    // below a problem, a point nobody has acted on says nothing
    assert.deepEqual(new Set((await page.locator('.grid .row.point .cell-state').allInnerTexts()).map((s) => s.trim())), new Set(['']))
  },

  async 'ledger: filters, order, a view shared by link and opened by another'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await open_ledger(page)
    await add_filter(page, '整改时限类别', (f) => f.locator('text=立行立改').click())
    await counted(page, await total(page, 'horizon=immediate'))
    await page.waitForURL(/horizon=immediate/)
    await add_filter(page, '牵头领导', async (f) => {
      await f.locator('.el-select').click()
      await page.locator('.el-select-dropdown__item:visible').first().waitFor()
      await page.keyboard.type('沈维钧')
      await page.locator('.el-select-dropdown__item:visible >> text=沈维钧').click()
    })
    const person = /lead_official_id=([0-9a-f-]{36})/.exec(page.url())[1]
    const both = await total(page, `horizon=immediate&lead_official_id=${person}`)
    assert.ok(both > 0)
    await counted(page, both)
    assert.match(await page.locator('.filters').innerText(), /整改时限类别：\s*立行立改[\s\S]*牵头领导：\s*沈维钧/)
    await read_page(page, watch, 'filters')
    // the same address tomorrow shows the same, names and all
    await page.reload()
    await ready(page)
    await counted(page, both)
    await page.waitForSelector('.filters .chip >> text=沈维钧')
    await page.locator('.chip:has-text("整改时限类别") .drop-it').click()
    await counted(page, await total(page, `lead_official_id=${person}`))
    // order: only what is indexed sorts; upwards, downwards, as usual
    const head = (label) => page.locator(`.grid [role=columnheader]:has-text("${label}")`)
    await head('标题').click()
    assert.ok(!/sort=/.test(page.url()), 'titles do not sort')
    const dates = async () => (await page.locator('.grid .row.finding .cell-due .due').evaluateAll((list) => list.map((e) => e.firstChild.textContent)))
    await page.locator('.grid [role=columnheader][data-column=due]').click()
    await page.waitForURL(/sort=due/)
    await page.waitForSelector('[data-column=due][aria-sort=ascending]')
    const up = (await call(page, 'GET', `${findings}?sort=due&lead_official_id=${person}&limit=200`)).json.rows.map((r) => r.title)
    await page.waitForFunction((first) => document.querySelector('.grid .row.finding .cell-title')?.textContent.includes(first), up[0])
    assert.deepEqual(await titles(page), up.slice(0, (await titles(page)).length))
    assert.ok((await dates()).length > 0)
    // kept under a name, private at first
    await page.click('.opener:has-text("视图")')
    await page.click('text=存为新视图')
    await page.fill('.name input[type=text], .name input:not([type])', '沈维钧的，按时限')
    await page.click('.name button:has-text("保存")')
    await page.waitForSelector('.views .on >> text=沈维钧的，按时限')
    const { views } = (await call(page, 'GET', '/api/v1/ledgers/ZGJ/views')).json
    assert.deepEqual([views[0].name, views[0].shared, views[0].query.sort], ['沈维钧的，按时限', false, 'due'])
    const other = await open_page(server, watch, { expect: [404] })
    await enter(other, 'chengg')
    await open_ledger(other, `?view=${views[0].id}`)
    await other.waitForSelector('.notice >> text=没有共享')
    await page.click('text=改名、共享')
    await page.click('.name >> text=共享给')
    await page.click('.name button:has-text("保存")')
    await page.waitForSelector('.views small:text-is("已共享")')
    await read_page(page, watch, 'views')
    await other.goto(`${other.base}/ledger?view=${views[0].id}`)
    await ready(other)
    await other.waitForSelector('.opener:has-text("沈维钧的，按时限")')
    await counted(other, await total(other, `lead_official_id=${person}`))
    assert.deepEqual((await titles(other)).slice(0, 3), up.slice(0, 3), 'the same rows in the same order')
    // he makes it the first thing he sees
    await other.click('.opener:has-text("沈维钧的")')
    await other.click('text=打开台账先看它')
    await other.waitForTimeout(600)
    await other.goto(`${other.base}/ledger`)
    await ready(other)
    await other.waitForSelector('.opener:has-text("沈维钧的，按时限")')
    assert.ok(!(await other.locator('.views li').allInnerTexts()).some((s) => /删除/.test(s)), 'it is not his to delete')
    await server.stop()
  },

  async 'ledger: columns by mouse and keyboard, remembered for the account'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await open_ledger(page)
    const heads = async (p) => (await p.locator('.grid [role=columnheader] > span').allInnerTexts()).map((s) => s.trim())
    assert.deepEqual((await heads(page)).slice(0, 3), ['编号', '层次', '标题'])
    await page.click('.opener:text-is("列")')
    await page.locator('.panel .rest label:has-text("问题类别")').click()
    await page.waitForFunction(() => [...document.querySelectorAll('.grid [role=columnheader] > span')].some((e) => e.textContent === '问题类别'))
    await page.locator('.panel .shown li:has-text("状态")').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.keyboard.press('Escape')
    assert.deepEqual((await heads(page)).slice(1, 4), ['层次', '状态', '标题'])
    const width = () => page.locator('[data-column=lead_unit_id]').evaluate((e) => Math.round(e.getBoundingClientRect().width))
    const before = await width()
    await page.locator('[data-column=lead_unit_id]').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    assert.equal(await width(), before + 32)
    await page.keyboard.press('Alt+ArrowLeft')
    assert.equal((await heads(page)).indexOf('牵头单位') + 1, (await heads(page)).indexOf('整改时限类别'))
    const edge = await page.locator('[data-column=lead_unit_id] .edge').boundingBox()
    await page.mouse.move(edge.x + 3, edge.y + 5)
    await page.mouse.down()
    await page.mouse.move(edge.x - 17, edge.y + 5, { steps: 4 }) // inwards: the window ends soon
    await page.mouse.up()
    assert.equal(await width(), before + 12)
    await page.click('text=紧凑')
    await page.waitForTimeout(700)
    const elsewhere = await open_page(server, watch) // another machine, the same person
    await enter(elsewhere, 'liangyh')
    await open_ledger(elsewhere)
    await elsewhere.waitForSelector('.grid.dense')
    assert.deepEqual(await heads(elsewhere), await heads(page))
    assert.equal(await elsewhere.locator('[data-column=lead_unit_id]').evaluate((e) => Math.round(e.getBoundingClientRect().width)), before + 12)
    await read_page(page, watch, 'columns')
    const other = await open_page(server, watch)
    await enter(other, 'chengg')
    await open_ledger(other)
    assert.deepEqual((await heads(other)).slice(0, 3), ['编号', '层次', '标题'], 'another person has his own')
    await server.stop()
  },

  async 'ledger: cells like a spreadsheet, seen by others at once, taken back'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch, { expect: [422] })
    const other = await open_page(server, watch)
    await enter(page, 'liangyh')
    await enter(other, 'chengg')
    await open_ledger(page)
    await open_ledger(other)
    const value = async (number) => (await call(page, 'GET', `${findings}?number=${number}`)).json.rows[0]
    const due = cell(page, 'ZGJ-2026-0001', 'due')
    await due.click()
    await page.keyboard.press('F2')
    await page.waitForSelector('.cell-edit')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('2027年6月中旬')
    await page.waitForSelector('.said >> text=2027年6月中旬')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelector('.grid .row.on .cell-number')?.textContent.trim() === 'ZGJ-2026-0002')
    await cell(page, 'ZGJ-2026-0001', 'due').locator('text=2027年6月中旬').waitFor()
    await cell(other, 'ZGJ-2026-0001', 'due').locator('text=2027年6月中旬').waitFor() // without asking
    const row = await value('ZGJ-2026-0001')
    assert.deepEqual([row.due_on, row.due_as], ['2027-06-20', 'ten_days'])
    // Tab saves and goes on to the next cell that may be changed
    await cell(page, 'ZGJ-2026-0004', 'title').dblclick({ position: { x: 420, y: 20 } })
    await page.keyboard.press('Control+A')
    await page.keyboard.type('意识形态责任制不落实')
    await page.keyboard.press('Tab')
    await page.waitForSelector('.row.on .cell-horizon .cell-edit')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => !document.querySelector('.cell-edit'))
    assert.equal((await value('ZGJ-2026-0004')).title, '意识形态责任制不落实')
    // a unit, found by the server
    await cell(page, 'ZGJ-2026-0004', 'lead_unit_id').dblclick()
    await page.waitForSelector('.cell-edit .el-select')
    await page.keyboard.type('办公室')
    await page.locator('.el-select-dropdown__item:visible >> text=办公室').first().click()
    await cell(page, 'ZGJ-2026-0004', 'lead_unit_id').locator('text=办公室').waitFor()
    await cell(other, 'ZGJ-2026-0004', 'lead_unit_id').locator('text=办公室').waitFor()
    // what the server refuses is said at the cell, and nothing is lost
    await cell(page, 'ZGJ-2026-0001', 'due').dblclick()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('长期坚持')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.cell-edit .problem >> text=复查日期')
    await page.keyboard.press('Escape')
    await cell(page, 'ZGJ-2026-0001', 'due').locator('text=2027年6月中旬').waitFor()
    // not every cell is his to change
    await cell(page, 'ZGJ-2026-0001', 'state').dblclick()
    assert.equal(await page.locator('.cell-edit').count(), 0)
    for (const wanted of ['机关党委', '意识形态工作责任制落实不严']) {
      await page.locator('.grid').focus()
      await page.keyboard.press('Control+z')
      await page.locator('.grid .row:has(.cell-number a:text-is("ZGJ-2026-0004"))').locator(`text=${wanted}`).waitFor()
    }
    const back = await value('ZGJ-2026-0004')
    assert.equal(back.title, '意识形态工作责任制落实不严')
    await server.stop()
  },

  async 'ledger: a part of a name and Enter; what is kept up for ever asks for the day it is looked at again'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await page.goto(`${page.base}/ledger?mode=list&level=finding`)
    await ready(page)
    const row = page.locator('.grid .row.finding').nth(2)
    await row.locator('.cell-lead_unit_id').dblclick()
    await page.waitForSelector('.cell-edit input')
    await page.keyboard.type('土储')
    await page.locator('.el-select-dropdown__item.is-hovering:visible:has-text("土地储备中心")').waitFor()
    await page.keyboard.press('Enter')
    await row.locator('.cell-lead_unit_id:has-text("土地储备中心")').waitFor()
    await row.locator('.cell-due').dblclick()
    await page.fill('.cell-edit .written input', '长期坚持')
    await page.fill('.cell-edit .review input', '2027.6.30')
    await page.keyboard.press('Enter')
    await row.locator('.cell-due:has-text("长期坚持")').waitFor()
    const number = (await row.locator('.cell-number').innerText()).trim()
    assert.equal((await call(page, 'GET', `${findings}?number=${number}`)).json.rows[0].review_on, '2027-06-30')
    await server.stop()
  },

  async 'ledger: many at once, tried first; refused ones are named'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await open_ledger(page, '?level=finding&mode=list')
    const first = ['ZGJ-2026-0001', 'ZGJ-2026-0002', 'ZGJ-2026-0003', 'ZGJ-2026-0004']
    const tick = (number, options) => page.locator(`.grid .row:has(.cell-number a:text-is("${number}")) .tick`).click(options)
    await tick(first[0])
    await tick(first[3], { modifiers: ['Shift'] })
    await page.waitForSelector('.selection >> text=已选 4 条')
    await page.click('text=批量修改')
    const dialog = page.locator('.el-dialog.bulk')
    const choose = async (line, label) => {
      await dialog.locator('.line').nth(line).locator('.el-select').first().click()
      await page.locator(`.el-select-dropdown__item:visible:has(span:text-is("${label}"))`).click()
      await page.waitForFunction(() => ![...document.querySelectorAll('.el-select-dropdown')].some((e) => e.offsetParent))
    }
    await choose(0, '整改难度')
    await dialog.locator('.line').first().locator('.value').click()
    await page.locator('.el-select-dropdown__item:visible').first().click()
    await dialog.locator('text=再改一个字段').click()
    await choose(1, '配合单位')
    await dialog.locator('.line').nth(1).locator('.el-select').nth(2).click()
    await page.locator('.el-select-dropdown__item:visible').first().waitFor()
    await page.keyboard.type('财务')
    await page.locator('.el-select-dropdown__item:visible >> text=财务').first().click()
    await page.keyboard.press('Escape')
    await dialog.locator('button:has-text("看看会怎样")').click()
    await dialog.locator('text=将修改 4 条').waitFor()
    assert.ok(await dialog.locator('button:has-text("确认修改")').isDisabled(), 'not without agreeing')
    const before = (await call(page, 'GET', `${findings}?number=${first[1]}`)).json.rows[0]
    assert.equal(before.difficulty ?? null, null, 'a dry run changes nothing')
    await read_page(page, watch, 'bulk')
    await dialog.locator('text=我已核对').click()
    await dialog.locator('button:has-text("确认修改")').click()
    await dialog.locator('text=已修改 4 条').waitFor()
    await dialog.locator('button:has-text("关闭")').last().click()
    const after = (await call(page, 'GET', `${findings}?number=${first[1]}`)).json.rows[0]
    assert.ok(after.difficulty)
    const supporting = async (id) => (await call(page, 'GET', `/api/v1/ledgers/ZGJ/responsibilities?finding_id=${id}&role=supporting_unit&limit=100`)).json.rows.filter((r) => !r.until_on).length
    assert.ok((await supporting(after.id)) >= 1)
    // ongoing needs a review date: each row says so, and one can go there
    await page.click('text=批量修改')
    await choose(0, '整改时限')
    const due = dialog.locator('.line .written input')
    const trial = dialog.locator('button:has-text("看看会怎样")')
    await due.fill('说不清哪天')
    await dialog.locator('text=看不出是哪一天').waitFor()
    assert.ok(await trial.isDisabled(), 'what names no day is not saved as none')
    await due.fill('')
    await trial.click()
    await dialog.locator('.notice:has-text("“整改时限”没有填写，这 4 条原有的内容会被清空")').waitFor()
    await due.fill('2027年3月底')
    await dialog.locator('.said:text-is("2027年3月底前")').waitFor()
    await due.fill('长期坚持')
    await dialog.locator('text=还要写明复查日期').waitFor()
    await dialog.locator('button:has-text("看看会怎样")').click()
    await dialog.locator('text=不能修改 4 条').waitFor()
    assert.match(await dialog.locator('.refused').innerText(), /ZGJ-2026-0002[\s\S]*复查日期/)
    await dialog.locator('.refused button:has-text("ZGJ-2026-0003")').click()
    await page.waitForSelector('.grid .row.on .cell-number a:text-is("ZGJ-2026-0003")')
    // the change of four is taken back as one
    await page.locator('.grid').focus()
    await page.keyboard.press('Control+z')
    await page.waitForSelector('text=已撤销 4 条修改')
    assert.equal((await call(page, 'GET', `${findings}?number=${first[1]}`)).json.rows[0].difficulty ?? null, null)
    // all of the filter
    await page.keyboard.press('Escape')
    await page.locator('.head .tick').click()
    await page.waitForSelector(`.selection >> text=已选 ${await total(page, 'level=finding')} 条`)
    await server.stop()
  },

  async 'ledger: cells pasted from a spreadsheet are compared first; rows are copied'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await open_ledger(page, '?level=finding&mode=list&columns=number,title,horizon,lead_unit_id,due')
    await cell(page, 'ZGJ-2026-0001', 'title').click({ position: { x: 250, y: 20 } })
    const kept = (await call(page, 'GET', `${findings}?number=ZGJ-2026-0003`)).json.rows[0]
    await paste(page, '"理论学习\t不深，还说""会改"""\t立行立改\t办公室\t2027/3/31\r\n第一议题制度落实不到位\t马上\t没有这个处\t尽快\r\n' + `${kept.title}\t限期整改\t办公室\t2027年第一季度\r\n`)
    const dialog = page.locator('.el-dialog.paste')
    await dialog.locator('text=可以修改').waitFor()
    const rows = await dialog.locator('tbody tr').allInnerTexts()
    const of = (number, field) => rows.find((r) => r.startsWith(number) && r.includes(field)) ?? ''
    assert.match(of('ZGJ-2026-0001', '标题'), /理论学习\s*不深，还说"会改"/)
    assert.match(of('ZGJ-2026-0001', '整改时限\t'), /2027年3月31日前/)
    assert.match(of('ZGJ-2026-0002', '整改时限类别'), /马上[\s\S]*不在可选的范围内/)
    assert.match(of('ZGJ-2026-0002', '牵头单位'), /没有叫“没有这个处”的/)
    assert.match(of('ZGJ-2026-0002', '整改时限\t'), /看不出是哪一天/)
    assert.equal(of('ZGJ-2026-0003', '标题'), '', 'what is the same is not shown')
    await read_page(page, watch, 'paste')
    const before = (await call(page, 'GET', `${findings}?number=ZGJ-2026-0001`)).json.rows[0]
    assert.notEqual(before.horizon, 'immediate')
    await dialog.locator('button:has-text("修改这")').click()
    await dialog.locator('text=已修改').waitFor()
    await dialog.locator('button:has-text("关闭")').last().click()
    const one = (await call(page, 'GET', `${findings}?number=ZGJ-2026-0001`)).json
    assert.deepEqual([one.rows[0].horizon, one.rows[0].due_on, one.rows[0].due_as, one.names[one.rows[0].lead_unit_id]], ['immediate', '2027-03-31', 'day', '办公室'])
    const two = (await call(page, 'GET', `${findings}?number=ZGJ-2026-0002`)).json.rows[0]
    assert.deepEqual([two.title, two.horizon], ['第一议题制度落实不到位', 'immediate'], 'good cells of a row go, the others stay')
    assert.equal((await call(page, 'GET', `${findings}?number=ZGJ-2026-0003`)).json.rows[0].due_as, 'quarter')
    // copied: the selected rows with a heading, or the one cell
    await page.locator('.grid').focus()
    assert.equal(await copy(page), '"理论学习\t不深，还说""会改"""')
    await page.locator('.grid .row.finding .tick').nth(1).click()
    const copied = await copy(page)
    assert.match(copied, /^编号\t标题\t整改时限类别\t牵头单位\t整改时限\nZGJ-2026-0002\t第一议题制度落实不到位\t立行立改\t/)
    await server.stop()
  },

  async 'ledger: the file is what is shown'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await open_ledger(page, '?level=finding&sort=-due&mode=list&columns=number,title,lead_unit_id,due')
    const shown = (await call(page, 'GET', `${findings}?level=finding&sort=-due&limit=200`)).json.rows.map((r) => [r.number, r.title])
    const fetch = async (text) => {
      await page.click('.export-menu .opener')
      const download = page.waitForEvent('download')
      await page.click(text)
      const file = await download
      const path = join(here, file.suggestedFilename())
      await file.saveAs(path)
      return path
    }
    const book = await fetch('text=导出当前列表（Excel）')
    assert.match(book, /问题-\d{4}-\d\d-\d\d\.xlsx$/)
    const read = spawnSync('python3', ['-c', 'import json, openpyxl, sys; s = openpyxl.load_workbook(sys.argv[1]).worksheets[0]; print(json.dumps([s.freeze_panes, [list(r) for r in s.iter_rows(values_only=True)]]))', book], { encoding: 'utf8' })
    assert.equal(read.status, 0, read.stderr)
    const [frozen, rows] = JSON.parse(read.stdout)
    assert.equal(frozen, 'C2')
    assert.deepEqual(rows[0], ['编号', '标题', '牵头单位', '整改时限'])
    assert.deepEqual(rows.slice(1).map((r) => r.slice(0, 2)), shown, 'the same rows in the same order')
    const csv = readFileSync(await fetch('text=导出当前列表（CSV）'), 'utf8')
    assert.ok(csv.startsWith('\ufeff编号,标题,牵头单位,整改时限\r\n'), csv.slice(0, 60))
    assert.equal(csv.trim().split('\r\n').length, shown.length + 1)
    await server.stop()
  },

  async 'records: what was entered by mistake is taken back, with a reason'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    const routes = '/api/v1/ledgers/ZGJ/review_routes'
    await call(page, 'POST', routes, { kind: 'closure', position: 1, name: '设错的环节', review_by: 'leader' })
    await page.goto(`${server.base}/records/review_routes`)
    await page.locator('tbody tr', { hasText: '设错的环节' }).click()
    await page.click('.one >> text=撤销这条')
    await page.waitForSelector('.el-message-box >> text=设错的环节')
    await page.fill('.el-message-box input', '设错了')
    await page.locator('.el-message-box__btns button').last().click()
    await page.waitForFunction(() => !document.querySelector('tbody tr') && !document.querySelector('.el-message-box'))
    assert.equal((await call(page, 'GET', routes)).json.rows.length, 0)
    await read_page(page, watch, 'routes')
    await server.stop()
  },

  async 'records: any list is filtered and exported the same way'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await page.goto(`${server.base}/records/persons`)
    await page.waitForSelector('tbody tr')
    await add_filter(page, '性别', (f) => f.locator('text=女').click())
    await page.waitForURL(/gender=/)
    const women = (await call(page, 'GET', `/api/v1/persons?${new URL(page.url()).search.slice(1)}&limit=1`)).json.total
    await page.waitForSelector(`.foot >> text=共 ${women} 条`)
    await page.click('tbody tr >> nth=0')
    await page.waitForSelector('.one .history > li, .one .past li')
    assert.match(page.url(), /gender=/, 'the list stays as it was asked')
    await page.click('.export-menu .opener')
    const download = page.waitForEvent('download')
    await page.click('text=导出当前列表（CSV）')
    const path = join(here, (await download).suggestedFilename())
    await (await download).saveAs(path)
    const lines = readFileSync(path, 'utf8').trim().split('\r\n')
    assert.match(lines[0], /姓名,性别/)
    assert.equal(lines.length, women + 1)
    assert.ok(lines.slice(1).every((l) => l.includes('女')))
    await read_page(page, watch, 'persons')
    await server.stop()
  },

  async 'ledger at a telephone: an owner finds his item and changes it'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch, { size: phone })
    await enter(page, 'jiangxm')
    await page.click('.places >> text=整改台账')
    await page.waitForSelector('a.card')
    await page.click('.sheet .opener')
    await page.click('.in-sheet button:has-text("未办结")')
    await page.waitForURL(/open=true/)
    await read_page(page, watch, 'telephone: filter')
    await page.click('.sheet .sheet-head button')
    await page.waitForSelector('a.card.finding')
    assert.ok((await page.locator('a.card').count()) > 0)
    await page.fill('.search input', '便民')
    await page.waitForURL(/q=/)
    const card = page.locator('a.card.finding').first()
    await card.waitFor()
    assert.match(await card.innerText(), /便民[\s\S]*不动产登记中心/)
    await card.click()
    await page.waitForSelector('.finding-page .history > li')
    await page.goBack()
    await page.waitForSelector('a.card.on')
    assert.match(page.url(), /q=/)
    await server.stop()
  },

  async 'ledger: as many rows as a province has, few in the document, few asked for'(watch) {
    const { store, findings: many } = large_store()
    const server = await serve(store)
    const page = await open_page(server, watch)
    const asked = []
    page.on('request', (r) => /\/findings(\?|\/)/.test(r.url()) && asked.push(decodeURIComponent(r.url().replace(server.base, ''))))
    await enter(page, 'office', sample_password)
    const rows_in_document = () => page.locator('.grid .row').count()
    const at = () => page.locator('.grid .row.on').innerText()
    const step = async (what, most, work) => {
      asked.length = 0
      await work()
      await page.waitForFunction(() => !/正在读取/.test(document.querySelector('.count').textContent))
      const rows = await rows_in_document()
      assert.ok(rows < 200, `${what}: ${rows} rows in the document`)
      assert.ok(asked.length <= most, `${what}: ${asked.length} requests: ${asked.join('\n')}`)
    }
    await step('opened', 3, () => open_ledger(page))
    await page.locator('.grid').focus()
    // the end is one question away, and is the end
    const last = (await call(page, 'GET', '/api/v1/ledgers/B/findings?sort=path&backwards=true&limit=1')).json.rows[0]
    await step('End', 3, async () => {
      await page.keyboard.press('End')
      await page.waitForFunction((number) => document.querySelector('.grid .row.on .cell-number')?.textContent.trim() === number, last.number)
    })
    // back from there, and to the beginning again, without reading what lies between
    await step('PageUp', 4, async () => {
      for (let i = 0; i < 30; i++) await page.keyboard.press('PageUp')
      await page.waitForTimeout(300)
    })
    await step('Home', 3, async () => {
      await page.keyboard.press('Home')
      await page.waitForFunction(() => document.querySelector('.grid').scrollTop === 0)
    })
    // scrolling reads as it goes
    await step('PageDown', 12, async () => {
      for (let i = 0; i < 60; i++) await page.keyboard.press('PageDown')
      await page.waitForTimeout(500)
    })
    const scrolled = await page.locator('.grid').evaluate((e) => e.scrollTop)
    assert.ok(scrolled > 10000, `${scrolled}`)
    // the place and the selection are still there after a look at one of them
    await page.keyboard.press('x')
    const here_before = await at()
    await page.keyboard.press('Enter')
    await page.waitForSelector('.finding-page')
    await page.goBack()
    await page.waitForSelector('.grid .row.on')
    assert.equal(await at(), here_before)
    assert.ok(Math.abs((await page.locator('.grid').evaluate((e) => e.scrollTop)) - scrolled) < 100)
    await page.waitForSelector('.selection >> text=已选 1 条')
    await page.keyboard.press('Escape')
    // a closed branch that was not read to its end is not read on: the list goes on behind it; open again, it goes on in it
    const second = (kind) => page.waitForFunction((kind) => document.querySelectorAll('.grid .space .row')[1]?.classList.contains(kind), kind)
    await page.reload()
    await ready(page)
    await page.locator('.grid').focus()
    await page.keyboard.press('Home')
    await step('a branch closed', 6, async () => {
      await page.keyboard.press('ArrowLeft')
      await second('aspect')
    })
    await step('and opened', 6, async () => {
      await page.keyboard.press('ArrowRight')
      await second('finding')
    })
    // collapsed, only the top is read; a branch when it is opened
    await step('collapsed', 3, () => page.click('text=全部收起'))
    await page.waitForFunction(() => !document.querySelector('.grid .row.finding') && document.querySelectorAll('.grid .row.aspect').length > 5)
    await step('a branch', 4, async () => {
      await page.keyboard.press('Home')
      await page.keyboard.press('ArrowRight')
      await page.waitForSelector('.grid .row.finding')
    })
    await page.click('text=全部展开')
    await ready(page)
    // a flat list by date, from either end
    await step('by date', 3, async () => {
      await page.locator('[data-column=due]').click()
      await page.waitForSelector('[data-column=due][aria-sort=ascending]')
    })
    const late = (await call(page, 'GET', '/api/v1/ledgers/B/findings?sort=due&backwards=true&limit=1')).json.rows[0]
    await step('by date, End', 3, async () => {
      await page.locator('.grid').focus()
      await page.keyboard.press('End')
      await page.waitForFunction((number) => document.querySelector('.grid .row.on .cell-number')?.textContent.trim() === (number ?? ''), late.number)
    })
    // no more than can be changed at once are selected
    await step('select all', 4, async () => {
      await page.locator('.head .tick').click()
      await page.waitForSelector('.selection >> text=已选 1000 条')
    })
    assert.ok(many >= 10000)
    await server.stop()
  },
}
/* it may have to make its store first */
tests['ledger: as many rows as a province has, few in the document, few asked for'].limit = 180000
