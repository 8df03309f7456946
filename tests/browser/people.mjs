/* B. The sample bureau as five of its people: what each sees and may do. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { call, desk, enter, log_in, make_store, open_page, phone, read_page, serve } from './harness.mjs'

const findings = '/api/v1/ledgers/ZGJ/findings'
/** Opens the list of a record by its label in the menu. */
async function choose(page, label) {
  const { records } = (await call(page, 'GET', '/api/v1/schema?ledger=ZGJ')).json
  const record = records.find((r) => r.label === label)
  if (!record) return false // a page of its own
  await page.goto(`${page.base}/records/${record.plural}`)
  await page.waitForSelector(`.page-head h1:text-is("${label}")`)
  await page.waitForSelector('.foot >> text=/共 \\d+ 条|没有符合/')
  return true
}
/** The pages somebody may see in the menu, opened one after the other. */
async function walk(page, watch, who, also = async () => {}) {
  await page.click('.places >> text=基础资料')
  await page.locator('.el-dropdown-menu__item:visible').first().waitFor()
  const labels = (await page.locator('.el-dropdown-menu__item:visible').allInnerTexts()).map((s) => s.trim())
  await page.goto(page.base)
  for (const label of labels) {
    if (label === '数据可信') continue
    if (!(await choose(page, label))) continue
    assert.equal(await page.locator('main .notice').count(), 0, `${who}: ${label}: ${await page.locator('.notice').allInnerTexts()}`)
    // codes of units, user names and names of files are data
    const data = ['账号', '单位', '导入'].includes(label) || /巡/.test(label) ? [...new Set((await page.innerText('.list')).match(/[A-Za-z]{4,}/g))] : []
    await read_page(page, watch, `${who}: ${label}`, data)
    await also(label)
  }
  return labels
}

export const tests = {
  async 'office: sees all, edits, assigns, exports'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await read_page(page, watch, 'log-in')
    await enter(page, 'liangyh')
    await page.waitForSelector('.figure')
    await read_page(page, watch, 'office: home')
    await page.waitForSelector('.places >> text=审核台')
    assert.deepEqual((await page.locator('.places > a').allInnerTexts()).map((s) => s.trim().replace(/\s+\d+$/, '')), ['首页', '整改台账', '认领', '方案', '审核台', '提请事项', '报送', '导入反馈意见'])
    const total = Number(await page.locator('.figure b').first().innerText())
    assert.ok(total >= 39, `${total} findings`)
    // every figure opens the rows behind it
    for (const [i, wanted] of (await page.locator('.figure b').allInnerTexts()).entries()) {
      await page.locator('.figure').nth(i).click()
      await page.waitForURL(/ledger/)
      await page.waitForSelector(`.count >> text="共 ${wanted} 条"`)
      await page.click('.places >> text=首页')
      await page.waitForSelector('.figure')
    }
    await page.click('.clock .letter a >> nth=0')
    await page.waitForURL(/feedback_report_id/)
    await page.waitForSelector('.grid .row.finding')
    await page.goto(`${server.base}/ledger`)
    await page.waitForSelector('.grid .row.finding')
    await read_page(page, watch, 'office: ledger')
    // found by two characters
    await page.fill('.search input', '耕地')
    await page.waitForURL(/q=/)
    await page.waitForFunction(() => /共 \d+ 条/.test(document.querySelector('.count').textContent) && document.querySelectorAll('.grid .row:not(.head)').length < 20)
    assert.match(await page.locator('.grid').innerText(), /耕地/)
    await page.click('text=清除筛选')
    await page.waitForFunction(() => document.querySelectorAll('.grid .row.finding').length > 8)

    // lead unit from a list that is searched on the server
    const row = page.locator('.grid .row.finding').nth(1)
    const number = (await row.locator('.cell-number').innerText()).trim()
    await row.locator('.cell-lead_unit_id').dblclick()
    await page.keyboard.type('财务')
    await page.click('.el-select-dropdown__item:visible >> text=财务审计科')
    await page.waitForFunction((n) => [...document.querySelectorAll('.grid .row')].some((r) => r.innerText.includes(n) && r.innerText.includes('财务审计科')), number)
    await row.locator('.cell-number a').click()
    await page.waitForSelector('.history > li')
    await read_page(page, watch, 'office: finding')
    assert.match(await page.locator('.finding-page').innerText(), /责任分工[\s\S]*牵头单位\s*财务审计科/)

    const files = await walk(page, watch, 'office')
    assert.ok(['单位', '人员', '反馈意见'].every((l) => files.includes(l)), files.join())
    await server.stop()
  },

  async 'office: export is a workbook with three lists'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    const sheets = async (click) => {
      const [download] = await Promise.all([page.waitForEvent('download'), click()])
      assert.match(download.suggestedFilename(), /\.xlsx$/)
      const got = spawnSync('/usr/bin/python3', ['-c', `
import openpyxl, sys
assert open(sys.argv[1], 'rb').read(4) == b'PK\\x03\\x04', 'no zip'
book = openpyxl.load_workbook(open(sys.argv[1], 'rb'))
for s in book.worksheets: print(s.title, s.max_row)`, await download.path()], { encoding: 'utf8' })
      assert.equal(got.status, 0, got.stderr)
      return Object.fromEntries(got.stdout.trim().split('\n').map((l) => [l.split(' ')[0], Number(l.split(' ')[1])]))
    }
    const whole = await sheets(() => page.click('text=导出三张清单'))
    assert.deepEqual(Object.keys(whole).slice(0, 3), ['问题清单', '任务清单', '责任清单'])
    assert.ok(whole['问题清单'] > 39, JSON.stringify(whole))
    await page.goto(`${server.base}/ledger?level=finding&horizon=immediate`)
    await page.waitForSelector('.grid .row.finding')
    assert.deepEqual(await sheets(async () => {
      await page.click('.export-menu .opener')
      await page.click('text=导出三张清单')
    }), whole, 'a filter does not shorten the lists')
    await server.stop()
  },

  async 'owner at a telephone: only his own, edits the working text'(watch) {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    const all = (await call(office, 'GET', `${findings}?level=finding&limit=200`)).json.rows
    const page = await open_page(server, watch, { size: phone, expect: [403, 404, 422] })
    await enter(page, 'jiangxm')
    await page.waitForSelector('.figure')
    await read_page(page, watch, 'owner: home')
    assert.equal(await page.locator('text=导入反馈意见').count(), 0)
    await page.click('.places >> text=整改台账')
    await page.waitForSelector('a.card')
    await read_page(page, watch, 'owner: ledger')
    const own = (await call(page, 'GET', `${findings}?limit=200`)).json.rows
    const mine = own.filter((r) => r.level === 'finding')
    assert.ok(mine.length > 0 && mine.length < 12 && mine.length < all.length, `${mine.length} of ${all.length}`)
    await page.locator('a.card.finding').first().click()
    await page.waitForSelector('.finding-page .history > li')
    await read_page(page, watch, 'owner: finding')
    assert.match(await page.locator('.finding-page').innerText(), /不动产登记中心|江雪梅/)
    const section = page.locator('#wording')
    await section.locator('button:has-text("修改")').click()
    await read_page(page, watch, 'owner: form')
    await section.locator('textarea').last().fill('已完成对全市登记窗口的自查，发现问题三类，正在逐项整改。')
    await section.locator('button:has-text("保存")').click()
    await section.locator('dd:has-text("正在逐项整改")').waitFor()
    await page.locator('.history ins', { hasText: '正在逐项整改' }).waitFor()
    await page.reload()
    await page.locator('dd:has-text("正在逐项整改")').first().waitFor()
    // another's finding is not there for him, by whatever way
    const foreign = all.find((r) => !own.some((o) => o.id === r.id))
    await page.goto(`${server.base}/findings/${foreign.id}`)
    await page.waitForSelector('.notice')
    assert.ok(!(await page.locator('body').innerText()).includes(foreign.title))
    assert.equal((await call(page, 'PATCH', `${findings}/${foreign.id}`, { working_text: 'x' }, { 'If-Match': '"1"' })).status, 404)
    assert.ok([403, 422].includes((await call(page, 'PATCH', `${findings}/${mine[0].id}`, { severity: null, title: '别的' }, { 'If-Match': `"${mine[0].version + 1}"` })).status))
    await server.stop()
  },

  async 'leader and supervisor: see, and find nothing to press'(watch) {
    const server = await serve(make_store('sample'))
    for (const who of ['shaogl', 'chuwb']) {
      const page = await open_page(server, watch, { size: desk, expect: [403, 404] })
      await enter(page, who)
      await page.waitForSelector('.figure')
      await read_page(page, watch, `${who}: home`)
      assert.equal(await page.locator('text=导入反馈意见').count(), 0)
      await page.click('.places >> text=整改台账')
      await page.waitForSelector('.grid .row.finding')
      await read_page(page, watch, `${who}: ledger`)
      const rows = (await call(page, 'GET', `${findings}?level=finding&limit=200`)).json.rows
      if (who === 'chuwb') assert.ok(rows.length >= 39, `${rows.length}`)
      else assert.ok(rows.length > 0)
      await page.locator('.row.finding .cell-title').first().dblclick({ position: { x: 300, y: 20 } })
      assert.equal(await page.locator('.cell-edit').count(), 0, `${who} edits in the table`)
      if (!/findings/.test(page.url())) await page.locator('.row.finding .cell-number a').first().click()
      await page.waitForSelector('.finding-page .history > li')
      await read_page(page, watch, `${who}: finding`)
      const r = (await call(page, 'GET', `${findings}/${page.url().split('/').pop()}`)).json
      // the supervisor alone may say who is named in it
      assert.ok(who === 'chuwb' || !r.may.write.length, r.may.write.join())
      assert.ok(!['title', 'working_text', 'due', 'severity'].some((f) => r.may.write.includes(f)), r.may.write.join())
      assert.equal(await page.locator('.finding-page button:has-text("修改")').count(), r.may.write.length ? 1 : 0, `${who} has a button he may not press`)
      assert.ok([403, 404].includes((await call(page, 'PATCH', `${findings}/${r.record.id}`, { title: '改' }, { 'If-Match': `"${r.record.version}"` })).status))
      await walk(page, watch, who, async (label) => assert.equal(await page.locator('.page-head .el-button').count(), who === 'chuwb' && ['回头看', '人员处理', '信访件'].includes(label) ? 1 : 0, `${who} may not add to ${label}`))
      await page.goto(`${server.base}/intake`)
      assert.equal(await page.locator('.drop').count(), 0, `${who} at the intake`)
    }
    await server.stop()
  },

  async 'system administrator: accounts, and no business data'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch, { expect: [403, 404] })
    await enter(page, 'dingym')
    await page.waitForSelector('.figure')
    await read_page(page, watch, 'administrator: home')
    const places = (await page.locator('.places > a').allInnerTexts()).map((s) => s.trim())
    assert.deepEqual(places, ['首页'])
    for (const path of ['findings', 'feedback_reports', 'inspections', 'responsibilities', 'corrective_actions', 'summary', 'export.xlsx'])
      assert.ok([403, 404].includes((await call(page, 'GET', `/api/v1/ledgers/ZGJ/${path}`)).status), path)
    for (const path of ['/ledger', '/intake']) {
      await page.goto(server.base + path)
      await page.waitForTimeout(150)
      assert.ok(!/ZGJ-2026/.test(await page.locator('body').innerText()), path)
      await read_page(page, watch, `administrator: ${path}`)
    }
    await page.goto(server.base)
    await page.waitForSelector('.places')
    const labels = await walk(page, watch, 'administrator')
    assert.ok(labels.includes('单位') && !labels.includes('反馈意见'), labels.join())
    await server.stop()
  },

  async 'two edit the same field: both texts, one choice; history before and after'(watch) {
    const server = await serve(make_store('sample'))
    const one = await open_page(server, watch, { expect: [412] })
    const two = await open_page(server, watch)
    await enter(one, 'liangyh')
    await enter(two, 'chengg')
    for (const page of [one, two]) {
      await page.goto(`${server.base}/ledger`)
      await page.waitForSelector('.grid .row.finding')
    }
    const edit = async (page, text) => {
      await page.locator('.row.finding .cell-title').first().dblclick({ position: { x: 300, y: 20 } })
      await page.waitForSelector('.cell-edit')
      await page.keyboard.press('Control+A')
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    }
    await edit(two, '程果改的标题')
    await two.waitForSelector('.grid >> text=程果改的标题')
    await edit(one, '梁永和改的标题')
    await one.waitForSelector('.one .choice')
    assert.match(await one.locator('.one').innerText(), /程果改的标题[\s\S]*梁永和改的标题/)
    await read_page(one, watch, 'conflict')
    await one.click('.one .choice label:nth-child(2)')
    await one.click('[role=dialog] >> text=保存')
    await one.waitForSelector('.grid >> text=梁永和改的标题')
    await one.locator('.row.finding .cell-number a').first().click()
    await one.waitForSelector('.history > li')
    const history = await one.locator('.history > li').first().innerText()
    assert.match(history, /梁永和[\s\S]*修改[\s\S]*2026年|20\d\d年/)
    assert.match(history, /标题[\s\S]*程果改的标题[\s\S]*→[\s\S]*梁永和改的标题/)
    await server.stop()
  },

  async 'locked after five wrong passwords; log-out leaves nothing'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch, { expect: [429] })
    for (let i = 0; i < 5; i++) {
      const answered = page.waitForResponse((r) => r.url().endsWith('/session') && r.request().method() === 'POST')
      await log_in(page, 'shaogl', `wrong-${i}`)
      await answered
    }
    await log_in(page, 'shaogl')
    await page.waitForSelector('.notice')
    const said = await page.locator('.notice').innerText()
    assert.match(said, /分钟/)
    await read_page(page, watch, 'locked', ['shaogl'])
    const other = await open_page(server, watch)
    await enter(other, 'liangyh')
    await other.goto(`${server.base}/ledger`)
    await other.waitForSelector('.grid .row.finding')
    await other.click('.user')
    await other.click('.el-dropdown-menu__item:visible >> text=退出登录')
    await other.waitForURL(/login/)
    assert.equal((await call(other, 'GET', findings)).status, 401)
    await other.goBack()
    await other.waitForTimeout(200)
    assert.ok(!/ZGJ-2026/.test(await other.locator('body').innerText()), 'nothing of the ledger after the log-out')
    await server.stop()
  },
}
