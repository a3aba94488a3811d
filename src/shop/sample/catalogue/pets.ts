import type { Department } from './specification.js';

export const pets: Department = {
  id: 'pets',
  name: 'Pets',
  groups: [
    {
      id: 'dogs',
      name: 'Dogs',
      brands: [['Waggle', 'Barkley Row'], ['Fellhound', 'Pawsworth'], ['Hound & Heath']],
      series: ['Cosy', 'Ramble', 'Heather', 'Scout'],
      leaves: [
        {
          id: 'dog-beds',
          name: 'Dog Beds',
          nouns: ['Dog Bed', 'Orthopaedic Dog Bed', 'Dog Cushion'],
          variants: ['Small', 'Medium', 'Large'],
          priceFollowsVariant: true,
          price: [19, 160],
          goesWith: { 'dog-leads': 0.28 },
        },
        {
          id: 'dog-leads',
          name: 'Dog Leads',
          nouns: ['Dog Lead', 'Dog Lead and Collar Set', 'Retractable Dog Lead'],
          variants: ['1.2 m', '2 m', '5 m'],
          price: [9, 59],
          goesWith: { 'dog-beds': 0.2 },
        },
      ],
    },
  ],
};
