/* The working calendar: a year at a glance, sums with working days, days of one's own, a later year's table; read by everybody, written by the
 * office; on a telephone and on one sheet of paper. */
import assert from 'node:assert/strict'
import { call, enter, keep_pdf, make_store, open_page, phone, reachable, read_page, serve, shoot, speak_english, stands_out, type_day } from './harness.mjs'

const table = {
  year: 2027,
  notice: '国务院办公厅关于2027年部分节假日安排的通知',
  holidays: [
    { name: '元旦', from: '2027-01-01', to: '2027-01-03' },
    { name: '春节', from: '2027-02-05', to: '2027-02-11', work: ['2027-01-30'] },
  ],
}
const as_file = (value, name = '2027.json') => ({ name, mimeType: 'application/json', buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)) })
const cell = (page, on) => page.locator(`.months td[data-on="${on}"]`)
const title = (page, on) => cell(page, on).getAttribute('title')
const looks = async (page, on) => (await cell(page, on).getAttribute('class')).split(' ').sort().join(' ')
/** Each month says which it is, and its weekdays. */
const unnamed = (page) => page.locator('main table.month').evaluateAll((all) => all.filter((e) => !e.caption?.innerText.trim() || e.querySelectorAll('th[scope=col][aria-label]').length !== 7).length)
const check = async (page, watch, what) => {
  await read_page(page, watch, what, ['json'])
  assert.deepEqual(await reachable(page), [], what)
  assert.equal(await unnamed(page), 0, what)
}

export const tests = {
  'calendar: a year at a glance, sums as one types, days of one’s own, a later year’s table taken in': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch, { expect: [422] })
    await enter(office, 'liangyh')

    // from the menu; the year stands in the address
    await office.click('.places >> text=基础资料')
    await office.click('.el-dropdown-menu__item:visible >> text=工作日历')
    await office.waitForURL(/\/calendar$/)
    await office.waitForSelector('.months .month >> nth=11')
    assert.equal(await office.locator('.months td.today').count(), 1)
    await office.goto(`${server.base}/calendar?year=2025`)
    await office.waitForSelector('.year h2 >> text=2025年共')
    await office.click('.years .step[aria-label^="下一年"]')
    await office.waitForSelector('.year h2 >> text=2026年共')
    assert.equal(await office.locator('.months .month').count(), 12)
    for (let d = 1; d <= 7; d++) assert.equal(await looks(office, `2026-10-0${d}`), 'marked named rest')
    assert.equal(await cell(office, '2026-10-07').textContent(), '7休')
    assert.equal(await title(office, '2026-10-01'), '10月1日 周四 放假：国庆节')
    assert.equal(await looks(office, '2026-10-10'), 'marked named works')
    assert.equal(await cell(office, '2026-10-10').textContent(), '10班')
    assert.equal(await title(office, '2026-10-10'), '10月10日 周六 上班：国庆节调休')
    assert.equal(await title(office, '2026-10-11'), '10月11日 周日 休息')
    assert.match(await office.locator('.occasions').innerText(), /国庆节 10月1日至7日放假，9月20日、10月10日上班/)
    const days = (await call(office, 'GET', '/api/v1/ledgers/ZGJ/calendar?from=2026-01-01&until=2026-12-31')).json
    assert.equal(await office.locator('.year h2').innerText(), `2026年共 ${days.working_days} 个工作日`)
    const of_months = await office.locator('.month caption span').allInnerTexts()
    assert.equal(of_months.reduce((n, x) => n + Number.parseInt(x, 10), 0), days.working_days)
    assert.equal(await office.locator('.untabled').count(), 0)
    await check(office, watch, 'the year')
    await shoot(office, 'calendar')

    // sums: as one types, backwards too; what cannot be is said beside it
    const count = office.getByLabel('第几个工作日', { exact: true })
    await type_day(office, office.locator('.nth .el-date-editor input'), '2026年9月30日')
    await office.waitForSelector('.nth .answer >> text=2026年9月30日（周三）之后第5个工作日是2026年10月13日')
    assert.match(await office.locator('.nth .answer').innerText(), /国庆节（10月1日至7日）放假；10月10日调休上班/)
    await count.fill('－3')
    await office.waitForSelector('.nth .answer >> text=之前第3个工作日是2026年9月24日')
    await count.fill('十')
    await office.waitForSelector('.nth .problem')
    assert.equal(await office.locator('.nth .answer').innerText(), '')
    await check(office, watch, 'a count that is none')
    await count.fill('1')
    await office.waitForSelector('.nth .answer >> text=2026年10月8日')
    assert.equal(await office.locator('.nth .problem').count(), 0)
    await type_day(office, office.locator('.between .el-date-editor input').nth(0), '2026年9月30日')
    await type_day(office, office.locator('.between .el-date-editor input').nth(1), '2026年10月13日')
    await office.waitForSelector('.between .answer >> text=2026年9月30日（周三）之后到2026年10月13日（周二）共5个工作日')

    // days of one's own: added, in the grid and in the sums at once, refused where they overlap, changed, withdrawn
    await office.click('.own-days .add')
    const dialog = office.locator('.el-dialog:visible')
    await type_day(office, dialog.locator('[data-field=first_on] input'), '2026年10月3日')
    await dialog.locator('[data-field=kind] .el-radio >> text=上班').click()
    await dialog.locator('[data-field=name] input').fill('集中整改加班')
    assert.equal(await dialog.locator('[data-field=last_on] input').inputValue(), '2026年10月3日', 'most are single days')
    await type_day(office, dialog.locator('[data-field=last_on] input'), '2026年10月4日')
    await dialog.locator('.calendar-effect >> text=不带动任何日期').waitFor() // they are over
    await check(office, watch, 'an own day being added')
    await shoot(office, 'calendar-own')
    await dialog.locator('button[type=submit]').click()
    await office.waitForSelector('.own-days tbody tr >> text=集中整改加班')
    await office.waitForSelector('.months td.own[data-on="2026-10-04"]')
    assert.equal(await title(office, '2026-10-03'), '10月3日 周六 上班：本单位“集中整改加班”')
    assert.equal(await cell(office, '2026-10-04').textContent(), '4班')
    await office.waitForSelector('.nth .answer >> text=2026年10月3日（周六）')
    await office.click('.own-days .add')
    await type_day(office, dialog.locator('[data-field=first_on] input'), '2026年10月4日')
    await dialog.locator('[data-field=name] input').fill('运动会')
    await dialog.locator('button[type=submit]').click()
    await dialog.locator('[data-field=first_on] .problem >> text=集中整改加班').waitFor()
    await type_day(office, dialog.locator('[data-field=first_on] input'), '2026年10月19日')
    await dialog.locator('button[type=submit]').click()
    await office.waitForSelector('.months td.own.rest[data-on="2026-10-19"]')
    assert.deepEqual(await office.locator('.own-days tbody .name').allInnerTexts(), ['运动会', '集中整改加班'], 'newest first')
    await office.click('.own-days tr:has-text("集中整改") .change')
    await dialog.locator('#f-name').fill('集中整改值班')
    await shoot(office, 'calendar-change')
    await dialog.locator('button[type=submit]').click()
    await office.waitForSelector('.own-days tbody tr >> text=集中整改值班')
    await office.waitForSelector('.months td[title="10月4日 周日 上班：本单位“集中整改值班”"]')
    await check(office, watch, 'own days')
    await shoot(office, 'calendar-own-days')

    // on paper: the year and its legend, on one sheet
    const pdf = await office.pdf({ preferCSSPageSize: true, format: 'A4', printBackground: true })
    keep_pdf('calendar', pdf)
    assert.equal((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length, 1, 'one sheet')
    await office.emulateMedia({ media: 'print' })
    assert.deepEqual(await office.locator('.reckon, .own-days, .tables, .years').evaluateAll((all) => all.filter((e) => e.getClientRects().length).length), 0)
    await office.emulateMedia({ media: null })

    // what a day to come would move is told before it is kept
    const moved = (await call(office, 'GET', '/api/v1/ledgers/ZGJ/schedule')).json.rows.find((row) => row.late_finish)
    await office.click('.own-days .add')
    await type_day(office, dialog.locator('[data-field=first_on] input'), moved.late_finish)
    await dialog.locator('.calendar-effect li >> nth=0').waitFor()
    assert.match(await dialog.locator('.calendar-effect > p').first().innerText(), /^会带动 \d+ 个日期。/)
    await check(office, watch, 'what a day would move')
    await shoot(office, 'calendar-effect')
    await office.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await office.click('.own-days tr:has-text("运动会") .withdraw')
    await office.waitForSelector('.el-message-box >> text=不带动任何日期。撤销“运动会”')
    await office.fill('.el-message-box input', '改期')
    await office.click('.el-message-box__btns .el-button--primary')
    await office.waitForSelector('.months td.own[data-on="2026-10-19"]', { state: 'detached' })
    assert.equal(await office.locator('.own-days tbody tr').count(), 1)

    // a year without a table says so; one is tried, told, taken in; what is refused is said
    await office.goto(`${server.base}/calendar?year=2027`)
    await office.waitForSelector('.untabled >> text=2027年的放假安排还没有导入')
    await check(office, watch, 'a year without a table')
    await shoot(office, 'calendar-untabled')
    const box = office.locator('.untabled input[type=file]')
    await box.setInputFiles(as_file('[]', '坏.json'))
    await office.waitForSelector('.untabled .problem')
    const blank = office.waitForEvent('download')
    await office.click('.untabled button.link')
    await box.setInputFiles(await (await blank).path())
    await office.waitForSelector('.untabled .problem >> text=不是 2027 年前后的日期')
    await box.setInputFiles(as_file(table))
    await office.waitForSelector('.el-message-box >> text=2027年的放假安排，共 3 条')
    await office.waitForTimeout(300)
    await shoot(office, 'calendar-import')
    await office.click('.el-message-box__btns button >> text=取消')
    await office.waitForSelector('.el-message-box', { state: 'hidden' })
    assert.equal((await call(office, 'GET', '/api/v1/calendar_years')).json.rows.length, 0, 'tried only')
    await box.setInputFiles(as_file(table))
    await office.click('.el-message-box:visible .el-button--primary')
    await office.waitForSelector('.untabled', { state: 'detached' })
    assert.equal(await title(office, '2027-01-30'), '1月30日 周六 上班：春节调休')
    assert.equal(await looks(office, '2027-02-05'), 'marked named rest')
    await office.click('.tables a >> text=已导入的年份')
    await office.waitForSelector('.list tbody tr >> text=2027')
    await server.stop()
  },

  'calendar: read by an owner on a telephone, who changes nothing; in English too': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    const organisation = (await call(office, 'GET', '/api/v1/ledgers')).json.rows[0].organisation_id
    for (const [first_on, name] of [['2026-10-03', '集中整改加班'], ['2026-06-06', '一个名称很长的、由本单位自行安排的、用来看看手机上会不会撑破页面的加班日']]) {
      const made = await call(office, 'POST', '/api/v1/calendar_days', { organisation_id: organisation, kind: 'work', first_on, last_on: first_on, name })
      assert.equal(made.status, 201, made.text)
    }
    const owner = await open_page(server, watch, { size: phone })
    await enter(owner, 'jiangxm')
    await owner.goto(`${server.base}/calendar?year=2026`)
    await owner.waitForSelector('.months .month >> nth=11')
    await owner.waitForSelector('.own-days tbody tr >> nth=1')
    await owner.waitForSelector('.nth .answer >> text=个工作日是')
    await owner.waitForSelector('.between .answer >> text=个工作日')
    assert.equal(await title(owner, '2026-10-03'), '10月3日 周六 上班：本单位“集中整改加班”')
    assert.equal(await owner.locator('.own-days :is(.add, .change, .withdraw), .tables, input[type=file]').count(), 0, 'not his to write')
    await check(owner, watch, 'the telephone')
    await shoot(owner, 'calendar-phone')
    await owner.click('.jumps .link >> nth=0')
    await owner.goto(`${server.base}/calendar?year=2027`)
    await owner.waitForSelector('.untabled >> text=请整改办导入')
    assert.equal(await owner.locator('input[type=file]').count(), 0)
    await check(owner, watch, 'a year without a table, on the telephone')

    await office.setViewportSize(phone)
    await office.goto(`${server.base}/calendar?year=2027`)
    await office.waitForSelector('.untabled .pick')
    await office.waitForSelector('.own-days .withdraw >> nth=1')
    await check(office, watch, 'the office at a telephone')
    await shoot(office, 'calendar-office-phone')
    for (const [width, columns] of [[700, 2], [1024, 3], [1366, 4]]) {
      await office.setViewportSize({ width, height: 768 })
      const tops = await office.locator('.months .month').evaluateAll((all) => all.map((e) => Math.round(e.getBoundingClientRect().top)))
      assert.equal(tops.filter((y) => y === tops[0]).length, columns, `${columns} months beside each other at ${width}`)
      assert.deepEqual(await stands_out(office), [], `nothing stands out sideways at ${width}`)
      await shoot(office, `calendar-${width}`)
    }
    await speak_english(office)
    await office.waitForSelector('h1 >> text=Working calendar')
    await office.waitForSelector('.nth .answer >> text=working day 5 after')
    assert.equal(await title(office, '2027-10-11'), '11 Oct Mon worked')
    const chinese = (await office.locator('.reckon, .page-head, .untabled, .tables, .legend').allInnerTexts()).join('\n').match(/[\u4e00-\u9fff]+/g)
    assert.deepEqual(chinese, null, 'English throughout')
    await shoot(office, 'calendar-english')
    await server.stop()
  },
}
