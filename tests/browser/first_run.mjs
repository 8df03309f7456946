/* A. From an empty store to a ledger, as the first person of an office does it. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { bytes, call, enter, file, log_in, make_store, open_page, phone, read_page, run, serve, shoot } from './harness.mjs'

/** Lets a file fall on an element, as a hand with a mouse does. */
async function drop(page, where, path, name) {
  const data = await page.evaluateHandle(
    ([base64, name]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name))
      return transfer
    },
    [bytes(path).toString('base64'), name],
  )
  await page.dispatchEvent(where, 'dragover', { dataTransfer: data })
  await page.dispatchEvent(where, 'drop', { dataTransfer: data })
}
const figures = (page) => page.locator('.toolbar .figures').innerText()
const number = (text, what) => Number(new RegExp(`(\\d+)(个|条)${what}`).exec(text)?.[1] ?? 0)
const codes = (store) => [...new Set(store.match(/[A-Za-z]{4,}/g))]

export const tests = {
  async 'first run from another machine: the set-up code'(watch) {
    const store = make_store('empty')
    const server = await serve(store)
    const code = run('--store', store, 'user', 'setup-code').trim()
    const page = await open_page(server, watch, { size: phone, expect: [422], headers: { 'X-Forwarded-For': '10.1.2.3' } })
    await page.waitForSelector('#setup_code')
    await read_page(page, watch, 'set-up with a code', ['RTC', 'XHD', ...(await page.locator('.field .small').allInnerTexts()).join(' ').match(/[A-Za-z]{4,}/g) ?? []])
    for (const [field, value] of [['organisation', '云岭市资源规划局'], ['code', 'zgj'], ['name', '梁永和'], ['username', 'liangyh'], ['password', '云岭整改办公室2026年']]) await page.fill(`#${field}`, value)
    await page.fill('#setup_code', 'AAAA-BBBB-CCCC')
    await page.click('button[type=submit]')
    await page.waitForSelector('.field.wrong #setup_code')
    assert.match(await page.locator('.field.wrong .problem').innerText(), /首次设置码不对/)
    await shoot(page, 'setup-code', false)
    await page.fill('#setup_code', code.toLowerCase())
    await page.click('button[type=submit]')
    await page.waitForSelector('.drop')
    await server.stop()
  },
  async 'first run: administrator, people, letter, ledger'(watch) {
    const server = await serve(make_store('empty'))
    const page = await open_page(server, watch, { expect: [422] })
    await page.waitForURL(/setup/)
    await read_page(page, watch, 'set-up')
    await page.click('button[type=submit]')
    await page.waitForSelector('.problem')
    assert.equal(await page.locator('.problem').count(), 5, 'every empty field says so')
    await page.fill('#organisation', '云岭市资源规划局')
    await page.fill('#code', 'zgj')
    await page.fill('#name', '梁永和')
    await page.fill('#username', 'liangyh')
    await page.fill('#password', '短')
    await page.click('button[type=submit]')
    await page.waitForFunction(() => document.querySelectorAll('.field.wrong').length === 1)
    await read_page(page, watch, 'set-up refused', ['liangyh'])
    await page.fill('#password', '云岭整改办公室2026年')
    await page.click('button[type=submit]')

    // people: dry run, table, acceptance, slips
    await page.waitForSelector('.drop')
    await read_page(page, watch, 'people')
    await drop(page, '.drop', file('data/sample/people.xlsx'), '单位和人员.xlsx')
    await page.waitForSelector('.rows tbody tr')
    const rows = await page.locator('.rows tbody tr').count()
    assert.ok(rows >= 53, `${rows} rows in the preview`)
    assert.match(await page.locator('.tallies').innerText(), /单位\s*新增 1\d[\s\S]*人员\s*新增 (39|40)/)
    await read_page(page, watch, 'people, preview')
    const listed = await call(page, 'GET', '/api/v1/persons?limit=5')
    assert.ok(listed.json.rows.length <= 1, 'a dry run keeps nothing')
    await page.click('.accept')
    await page.waitForSelector('.slips article')
    const slips = await page.locator('.slips article').count()
    assert.ok(slips >= 38, `${slips} slips`)
    const first = await page.locator('.slips article', { hasText: '江雪梅' }).innerText()
    const code = /([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})/.exec(first)[1]
    await read_page(page, watch, 'slips', codes(await page.locator('.slips').innerText()))
    await page.emulateMedia({ media: 'print' })
    assert.ok(await page.locator('.slips article').first().isVisible() && !(await page.locator('.page-head').first().isVisible()), 'on paper only the slips')
    await page.emulateMedia({ media: null })
    await page.click('text=下一步')
    await page.click('[role=dialog] >> text=是')
    await page.click('text=导入第一份反馈意见')

    // the letter: tree beside the text
    await page.waitForURL(/intake/)
    await page.waitForSelector('.drop')
    await drop(page, '.drop', file('data/sample/feedback.docx'), '反馈意见.docx')
    await page.waitForSelector('.tree .row')
    await read_page(page, watch, 'intake', ['docx'])
    const start = await figures(page)
    const [aspects, findings] = [number(start, '方面'), number(start, '问题')]
    assert.ok(aspects === 8 && findings >= 30, start)
    const [, all, placed] = /原文 (\d+) 字，已归入 (\d+) 字/.exec(start)
    assert.equal(all, placed)
    const text = await page.locator('.letter .paper').evaluate((e) => e.textContent)
    assert.ok(Array.from(text).length >= Number(all), `the whole letter is on the page: ${Array.from(text).length} of ${all}`)
    assert.equal(await page.inputValue('.field.title input'), '市委第三巡察组关于巡察云岭市资源规划局党组的反馈意见')

    // corrections by keyboard alone
    const count = async (what) => number(await figures(page), what)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('F2')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('学习走形式')
    await page.keyboard.press('Enter')
    assert.match(await page.locator('.tree .row.on').innerText(), /学习走形式/)
    await page.keyboard.press('ArrowDown')
    const points = await count('要点')
    await page.keyboard.press('4') // a point of the finding above
    assert.deepEqual([await count('问题'), await count('要点')], [findings - 1, points + 1])
    await page.keyboard.press('Control+z')
    assert.deepEqual([await count('问题'), await count('要点')], [findings, points])
    await page.keyboard.press('m') // merged with the one before
    assert.equal(await count('问题'), findings - 1)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+y')
    assert.equal(await count('问题'), findings - 1)
    await page.keyboard.press('Control+z')
    assert.equal(await count('问题'), findings)
    await page.keyboard.press('F6') // into the letter: split at the caret
    await page.waitForSelector('.letter .caret')
    for (let i = 0; i < 14; i++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    assert.ok((await page.locator('.tree .row').count()) > 0 && (await figures(page)) !== start, 'the split shows in the figures')
    assert.match(await figures(page), new RegExp(`已归入 ${all} 字`))
    assert.equal(await page.locator('.letter .paper').evaluate((e) => e.textContent), text, 'no character of the letter is lost')
    await page.keyboard.press('Control+z')
    assert.equal(await count('问题'), findings)

    // what is missing is said at its field; then the dry run, then the ledger
    await page.click('text=预检')
    await page.waitForSelector('.meta .problem')
    await read_page(page, watch, 'intake, refused')
    await page.fill('.field.code input', 'SX-2026-03')
    await page.fill('.field.name input', '市委第三巡察组常规巡察')
    await page.click('text=预检')
    await page.waitForSelector('[role=dialog] .result, [role=dialog] .tally, [role=dialog] p')
    await page.waitForSelector('text=/编号 ZGJ-2026-0001 至 ZGJ-2026-00\\d\\d/')
    await read_page(page, watch, 'precheck')
    await page.click('text=接受，进入台账')
    await page.waitForURL(/ledger/)
    await page.waitForSelector('.grid .row.finding')
    assert.match(await page.locator('.grid').innerText(), /ZGJ-2026-0001[\s\S]*学习走形式/)
    await read_page(page, watch, 'ledger')

    // the code of a slip opens the log-in once
    const other = await open_page(server, watch, { expect: [422] })
    await log_in(other, 'jiangxm', code)
    await other.waitForSelector('#fresh')
    await other.fill('#fresh', '一句自己记得住的长密码')
    await other.fill('#again', '一句自己记得住的长密码')
    await other.press('#again', 'Enter')
    await other.waitForSelector('.places')
    const third = await open_page(server, watch)
    await log_in(third, 'jiangxm', code)
    await third.waitForSelector('.notice')
    await enter(third, 'jiangxm', '一句自己记得住的长密码')
    await server.stop()
  },

  async 'people with refused rows: shown first, the others taken'(watch) {
    const made = spawnSync('/usr/bin/python3', ['-c', `
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
sheet = [s for s in book.worksheets if '人员' in s.title][0]
for row in sheet.iter_rows():
    for cell in row:
        if cell.value == '江雪梅':
            for other in row:
                if other.value == '责任人':
                    other.value = '没有的角色'
import io
out = io.BytesIO()
book.save(out)
sys.stdout.buffer.write(out.getvalue())`, file('data/sample/people.xlsx')], { maxBuffer: 1 << 24 })
    assert.equal(made.status, 0, String(made.stderr))
    const server = await serve(make_store('empty'))
    const page = await open_page(server, watch)
    await page.waitForURL(/setup/)
    for (const [id, value] of [['organisation', '云岭市资源规划局'], ['code', 'ZGJ'], ['name', '梁永和'], ['username', 'liangyh'], ['password', '云岭整改办公室2026年']]) await page.fill(`#${id}`, value)
    await page.click('button[type=submit]')
    await page.waitForSelector('.drop')
    await page.setInputFiles('input[type=file]', { name: '名单.xlsx', mimeType: 'application/octet-stream', buffer: made.stdout })
    await page.waitForSelector('.rows tr.refused')
    assert.match(await page.locator('.rows tr.refused').first().innerText(), /人员[\s\S]*江雪梅[\s\S]*未接受[\s\S]*角色/)
    await read_page(page, watch, 'people, refused rows')
    await page.click('text=导入其余各行')
    await page.waitForSelector('.slips article')
    assert.equal(await page.locator('.slips article', { hasText: '江雪梅' }).count(), 0)
    await server.stop()
  },
}
