/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SECTIONS } from '../../main/ts/model/configuration-model';

/** A statement of a YANG module; enough of the language to read the configuration of a group. */
interface Statement {
  keyword: string;
  argument: string;
  children: Statement[];
}

function parse(text: string): Statement[] {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[{};]|[^\s{};"']+/g) ?? [];
  let at = 0;
  const statements = (): Statement[] => {
    const result: Statement[] = [];
    while (at < tokens.length && tokens[at] !== '}') {
      const keyword = tokens[at++] as string;
      let argument = '';
      while (tokens[at] !== '{' && tokens[at] !== ';') {
        argument += (tokens[at++] as string).replace(/^["']|["']$/g, '');
      }
      const open = tokens[at++] === '{';
      const children = open ? statements() : [];
      at += open ? 1 : 0;
      result.push({ keyword, argument, children });
    }
    return result;
  };
  return statements();
}

function child(statement: Statement, keyword: string, argument?: string): Statement {
  const found = statement.children.find((entry) => entry.keyword === keyword && (argument === undefined || entry.argument === argument));
  if (found === undefined) {
    throw new Error(`${statement.keyword} ${statement.argument} has no ${keyword} ${argument ?? ''}`);
  }
  return found;
}

const BOUNDS: Record<string, [number, number]> = { uint8: [0, 255], uint16: [0, 65535], uint32: [0, 4294967295] };

/** The leaf in the form of our own description. */
function described(leaf: Statement, module: Statement): object {
  const value = child(leaf, 'default').argument;
  let type = child(leaf, 'type');
  const typedef = module.children.find((entry) => entry.keyword === 'typedef' && entry.argument === type.argument);
  type = typedef === undefined ? type : child(typedef, 'type');
  if (type.argument === 'boolean') {
    return { name: leaf.argument, kind: 'boolean', default: value === 'true' };
  }
  if (type.argument === 'enumeration') {
    return {
      name: leaf.argument, kind: 'choice', default: value,
      values: type.children.filter((entry) => entry.keyword === 'enum').map((entry) => entry.argument),
    };
  }
  const range = type.children.find((entry) => entry.keyword === 'range')?.argument;
  const units = leaf.children.find((entry) => entry.keyword === 'units')?.argument;
  const ranges = range === undefined ? [BOUNDS[type.argument] as [number, number]] : range.split('|').map((part): [number, number] => {
    const [low, high] = part.split('..').map(Number);
    return [low as number, high ?? low as number];
  });
  return { name: leaf.argument, kind: 'number', default: Number(value), ranges, ...(units === undefined ? {} : { units }) };
}

describe('the description of the configuration', () => {
  // Comments of YANG, and the strings that are joined with +, do not occur in this module.
  const [module] = parse(readFileSync('../../api/src/main/yang/bridge-failover.yang', 'utf8'));
  const group = child(child(module as Statement, 'container', 'failover-groups'), 'list', 'group');
  const containers = group.children.filter((entry) => entry.keyword === 'container');

  test('has every section of the model', () => {
    expect(SECTIONS.map((section) => section.name).sort()).toEqual(containers.map((entry) => entry.argument).sort());
  });

  test.each(containers.map((container) => [container.argument, container] as const))('is the model in %s', (name, container) => {
    const ours = SECTIONS.find((section) => section.name === name)?.leaves.map(({ help: _, ...rest }) => rest);
    const model = container.children.filter((entry) => entry.keyword === 'leaf').map((leaf) => described(leaf, module as Statement));
    expect(ours).toEqual(model);
  });
});
