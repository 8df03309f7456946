/* C. Without a mouse; on paper; in English. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, enter, file, here, log_in, make_store, open_page, phone, read_page, serve } from './harness.mjs'

export const tests = {
  async 'ledger by keyboard'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await page.focus('#username')
    await page.keyboard.type('liangyh')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Rectify-2026')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.figure')
    await page.goto(`${server.base}/ledger`)
    await page.waitForSelector('.grid .row.finding')
    const chosen = () => page.locator('.grid .row.on').innerText()
    await page.keyboard.press('j')
    const top = await page.locator('.grid .row.on').count()
    assert.equal(top, 1)
    const rows = Number(/\d+/.exec(await page.locator('.count').innerText())[0])
    const shown = () => page.locator('.grid .space').evaluate((e) => e.clientHeight)
    const before = await shown()
    await page.keyboard.press('ArrowLeft') // the first aspect closes
    await page.waitForFunction((h) => document.querySelector('.grid .space').clientHeight < h, before)
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction((h) => document.querySelector('.grid .space').clientHeight === h, before)
    await page.keyboard.press('End')
    assert.ok(rows > 40)
    await page.keyboard.press('Home')
    await page.keyboard.press('j')
    assert.match(await chosen(), /ZGJ-2026-0001/)
    await page.keyboard.press('e')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('不要这个')
    await page.keyboard.press('Escape')
    assert.ok(!/不要这个/.test(await page.locator('.grid').innerText()))
    await page.keyboard.press('e')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('理论学习不深不实')
    await page.route('**/findings/*', async (route) => {
      if (route.request().method() === 'PATCH') await new Promise((done) => setTimeout(done, 500)) // a slow line
      await route.continue()
    })
    await page.keyboard.press('Enter')
    await page.waitForSelector('.grid >> text=理论学习不深不实')
    assert.match(await chosen(), /ZGJ-2026-0002/, 'Enter goes down, as in a spreadsheet')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.finding-page h1 >> text=理论学习不深不实')
    await page.waitForSelector('.history > li')
    await page.goBack()
    await page.waitForSelector('.grid .row.on')
    assert.match(await chosen(), /ZGJ-2026-0001/)
    await page.keyboard.press('/')
    await page.keyboard.type('0003')
    await page.waitForURL(/q=0003/)
    await page.waitForSelector('.grid .row.finding >> text=ZGJ-2026-0003')
    await server.stop()
  },

  async 'intake: the draft survives, a moved order is kept, a revision is compared and named'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await page.goto(`${server.base}/intake`)
    await page.setInputFiles('input[type=file]', file('data/sample/feedback-2.docx'))
    await page.waitForSelector('.tree .row')
    const titles = () => page.locator('.tree .row .title').allInnerTexts()
    const start = await titles()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Alt+ArrowDown') // after its neighbour
    const moved = await titles()
    assert.notDeepEqual(moved, start)
    await page.waitForTimeout(700)
    await page.reload()
    await page.click('text=继续')
    await page.waitForSelector('.tree .row')
    assert.deepEqual(await titles(), moved)
    await page.click('.field.inspection .el-select')
    await page.click('.el-select-dropdown__item:visible >> text=省委第五')
    await page.click('text=预检')
    await page.waitForSelector('.revision')
    const said = await page.locator('.el-dialog:visible').first().innerText()
    assert.match(said, /已经有一份反馈意见/)
    assert.match(said, /替换原来的一份[^]*保留编号[^]*另立一份[^]*再登记一遍/, 'what either answer would do')
    await read_page(page, watch, 'revision', ['feedback'])
    const before = (await call(page, 'GET', '/api/v1/ledgers/ZGJ/findings?limit=1&total=true')).json.total
    await page.click('.revision .el-radio >> text=另立一份')
    await page.click('.el-dialog:visible >> text=接受，进入台账')
    const sure = page.locator('.el-message-box')
    await sure.waitFor()
    await sure.locator('button.el-button--primary').click()
    await page.waitForURL(/ledger/)
    await page.waitForSelector('.grid .row.finding')
    const order = (await page.locator('.grid .row:not(.head) .cell-title').allInnerTexts()).map((s) => s.replace(/^▾\s*/, '').trim())
    const first = moved.map((s) => s.trim()).slice(0, 3)
    assert.ok((await call(page, 'GET', '/api/v1/ledgers/ZGJ/findings?limit=1&total=true')).json.total > before, 'registered beside it')
    for (const [i, s] of first.entries()) assert.ok(s.endsWith(order[i].replace(/^[（(].*?[)）]\s*/, '').replace(/^\S+?、/, '')) || order[i].endsWith(s) || s.includes(order[i]), `${order[i]} instead of ${s}`)
    await server.stop()
  },

  async 'intake: a letter issued anew takes the place of the one before'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    const all = async () => (await call(page, 'GET', '/api/v1/ledgers/ZGJ/findings?limit=500&sort=path')).json.rows
    const before = await all()
    await page.goto(`${server.base}/intake`)
    await page.setInputFiles('input[type=file]', file('data/sample/feedback-2.docx'))
    await page.waitForSelector('.tree .row')
    await page.click('.field.inspection .el-select')
    await page.click('.el-select-dropdown__item:visible >> text=省委第五')
    await page.click('text=预检')
    await page.waitForSelector('.revision')
    await page.click('.el-dialog:visible >> text=接受，进入台账')
    await page.waitForURL(/ledger/)
    await page.waitForSelector('.grid .row.finding')
    const after = await all()
    assert.deepEqual(after.map((r) => [r.id, r.number]).sort(), before.map((r) => [r.id, r.number]).sort(), 'the same findings under the same numbers')
    assert.ok(after.some((r) => r.feedback_report_id !== before.find((b) => b.id === r.id).feedback_report_id), 'of the new letter')
    await server.stop()
  },

  async 'ledger on paper'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await page.goto(`${server.base}/ledger`)
    await page.waitForSelector('.grid .row.finding')
    const path = join(here, 'ledger.pdf')
    writeFileSync(path, await page.pdf({ preferCSSPageSize: true, printBackground: true }))
    const text = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).stdout
    const info = spawnSync('pdfinfo', [path], { encoding: 'utf8' }).stdout
    assert.match(info, /Page size:\s+84[12]\.?\d* x 59[45]/, 'A4 landscape')
    const pages = text.split('\f').filter((s) => s.trim())
    assert.ok(pages.length >= 2 && pages.length <= 8, `${pages.length} pages`)
    for (const p of pages) assert.match(p, /编号[\s\S]*标题/, 'the heading stands on every page')
    for (const n of ['0001', '0020', '0039']) assert.ok(text.includes(`ZGJ-2026-${n}`), `ZGJ-2026-${n} is on paper`)
    assert.ok(!/导出|打印\s*$|首页/m.test(text.replace(/打印日期/g, '')), 'no buttons on paper')
    await server.stop()
  },

  async 'every page on a telephone'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch, { size: phone })
    await enter(page, 'liangyh')
    for (const path of ['/', '/ledger', '/intake', '/records/organisations', '/records/persons', '/trust']) {
      await page.goto(server.base + path)
      await page.waitForSelector('main')
      await page.waitForTimeout(250)
      await read_page(page, watch, `telephone ${path}`, [...new Set(((/records|trust/.test(path) && (await page.innerText('main'))) || '').match(/[A-Za-z]{4,}/g))])
    }
    await server.stop()
  },

  async 'in English'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await page.click('.language')
    await page.waitForSelector('.language >> text=中文')
    await log_in(page, 'liangyh')
    await page.waitForSelector('h2:text-is("The ledger")')
    await page.goto(`${server.base}/ledger`)
    await page.waitForSelector('.grid .row.finding')
    const frame = (await page.locator('.bar .places, .tools, .bar-of-filters, .head.row, .status').allInnerTexts()).join(' ')
    assert.ok(!/[\u4e00-\u9fff]/.test(frame), `Chinese in the English frame: ${frame}`)
    await server.stop()
  },
}
